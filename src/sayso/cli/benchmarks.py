"""The command that measures: the corpus, public data sets, the gate."""

from __future__ import annotations

import click


@click.group()
def bench() -> None:
    """Measure."""
