"""Whether a text is HTML mark-up."""

from __future__ import annotations

import re

_BEGIN = re.compile(
    r"\s*<(?:!doctype|html|head|body|div|p|article|section|span|h[1-6]|figure|ul|ol|table|img|a|b|strong|em|i|"
    r"blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether the text begins with an HTML element, and so is mark-up rather than words."""
    return bool(_BEGIN.match(text))


def is_page(text: str) -> bool:
    """Whether mark-up is a whole page, with a head and menus."""
    return bool(_PAGE.match(text))
