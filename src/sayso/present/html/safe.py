"""Report text as mark-up that can do nothing but be read."""

from __future__ import annotations

from html import escape

from sayso.wording import show_hidden, visible


def safe(text: str) -> str:
    """The text escaped for element content and quoted attributes, on one line, hidden characters shown."""
    return escape(visible(text))


def edged(text: str) -> str:
    """The same with one space at each end that has some, where it meets other words."""
    return f"{' ' * text[:1].isspace()}{safe(text)}{' ' * text[-1:].isspace()}"


def inline(text: str) -> str:
    """A name or phrase that cannot turn around the text beside it."""
    return f"<bdi>{safe(text)}</bdi>"


def running(text: str) -> str:
    """Running text: white space is kept, hidden characters are shown and marked as such."""
    return show_hidden(escape(text), '<span class="hidden-char">', "</span>")
