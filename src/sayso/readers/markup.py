"""Whether a text is HTML mark-up, and what is left of mark-up in words that should have none."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_BEGIN = re.compile(
    r"\s*<(?:!doctype|html|head|body|div|p|article|section|span|h[1-6]|figure|ul|ol|table|img|a|b|strong|em|i|"
    r"blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)
_NAMES = "p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|blockquote|img|figure|table|tr|td|th|sup|sub|small|font|hr"
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_NAMES})(?:\s[^<>]{{0,2000}}?)?/?&gt;", re.IGNORECASE)
_CDATA = re.compile(r"(?:<|&lt;)!\[CDATA\[|\]\](?:>|&gt;)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TWICE = re.compile(r"&amp;(?=(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};))")
_ROUNDS = 3  # how often some programs escape what is escaped


def is_markup(text: str) -> bool:
    """Whether the text begins with an HTML element, and so is mark-up rather than words."""
    return bool(_BEGIN.match(text))


def is_page(text: str) -> bool:
    """Whether mark-up is a whole page, with a head and menus."""
    return bool(_PAGE.match(text))


def has_tags(text: str) -> bool:
    """Whether some HTML element of running text stands in it; ``a < b`` is none."""
    return bool(_TAG.search(text))


def decoded(text: str) -> str:
    """The text with its character entities as characters, also those escaped twice.

    Only what is written out in full, ``&#8217;`` or ``&amp;``, counts; ``R&D`` and ``AT&T;`` stay.
    """
    for _ in range(_ROUNDS):
        plain = _once(text)
        if plain == text:
            break
        text = plain
    return text


def named_character(name: str) -> str | None:
    """The characters that HTML's entity of this name stands for, as ``decoded`` gives them; None for no such name."""
    return _character(f"&{name};") if f"{name};" in html5 else None


def unwrapped(markup: str) -> str:
    """HTML as a feed carries it, freed of what should not be in it: CDATA marks that were escaped, double escaping."""
    for _ in range(_ROUNDS):
        once = _TWICE.sub(lambda found: "&" if _known(f"&{found[1]}") else found[0], _CDATA.sub("", markup))
        if _ESCAPED_TAG.search(once) and not _TAG.search(once):
            once = _once(once)
        if once == markup:
            break
        markup = once
    return markup


def _once(text: str) -> str:
    return _ENTITY.sub(lambda found: _character(found[0]) if _known(found[0]) else found[0], text)


def _character(entity: str) -> str:
    """What an entity stands for; a space that must not break is one that may, a hyphen that shows nowhere is none."""
    return unescape(entity).replace("\xa0", " ").replace("\xad", "")


def _known(entity: str) -> bool:
    return entity[1] == "#" or entity[1:] in html5
