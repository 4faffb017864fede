"""Readings in a notebook: the page of the report, in a frame of its own, so that neither styles the other."""

from __future__ import annotations

from html import escape

from sayso.model import Reading
from sayso.present.html import page

_HEIGHT = "36rem"


def framed(reading: Reading) -> str:
    """The marked text beside the claims, as mark-up for a notebook's cell. Nothing is fetched; scripts of the page run
    in the frame alone."""
    return (
        f'<iframe title="sayso" sandbox="allow-scripts" srcdoc="{escape(page([reading]))}" '
        f'style="width: 100%; height: {_HEIGHT}; border: 1px solid #8884; border-radius: 6px"></iframe>'
    )
