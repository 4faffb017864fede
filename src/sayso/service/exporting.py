"""Exporting a ledger: its claims or incidents, as chosen by a filter, in the forms of other people's tools.

Everything is streamed: no more is held at once than one incident or some hundred claims.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TextIO, cast

from sayso.errors import UsageError
from sayso.exports import forms
from sayso.exports.forms import Tally
from sayso.exports.hxl import TAGS, Tagged
from sayso.model.edits import one_of
from sayso.service.catalogue import CSV, FORMS
from sayso.service.files import replacing, text_replacing
from sayso.service.training import write_training
from sayso.store.filters import Filter
from sayso.store.protocol import Store

__all__ = ["CSV", "FORMS", "explained", "export"]

_KINDS = {
    "text": "text", "word": "a word", "day": "a day", "number": "a number", "whole": "a whole number",
    "flag": "yes or no", "texts": "a list",
}  # fmt: skip


def export(
    ledger: Store, name: str, target: Path | None, filter: Filter, *, out: TextIO | None = None, raw: bool = False,
    hxl: bool = False, who: bool = False, undecided: bool = False,
) -> Tally:  # fmt: skip
    """Write what matches as the form of this name: into the file ``target``, or to ``out`` where there is none.

    The file is replaced when all is written, and left as it was when something fails. ``raw``: leave text in CSV as it
    is, even where a spreadsheet would run it; ``hxl``: with a row of HXL's hashtags under the header. ``who``,
    ``undecided``: training records with the names of who decided, and of claims that nobody judged. Raises ExportError,
    UsageError and LedgerError.
    """
    kind = FORMS[one_of("form of export", name, FORMS)]
    if target is not None and target.exists() and ledger.path.exists() and target.samefile(ledger.path):
        raise UsageError(f"{target} is the ledger itself")
    if raw and name not in CSV:
        raise UsageError(f"{name} is no CSV; its text is exact anyway" if name == "jsonl" else f"{name} is no CSV")
    if hxl and name not in TAGS:
        raise UsageError(f"{name} has no HXL tags; valid: {', '.join(TAGS)}")
    if (who or undecided) and name != "training":
        raise UsageError(f"{'--who' if who else '--undecided'} is for training records; {name} has none")
    if kind.save:
        if target is None:
            raise UsageError(f"{name} is no text: name a file to write, with -o FILE")
        with replacing(target) as made:
            return kind.save(ledger, filter, made)
    assert kind.write is not None
    write = partial(write_training, named=who, undecided=undecided) if name == "training" else kind.write
    if target is None:
        assert out is not None
        return write(ledger, filter, _tagged(out, name, hxl), raw)
    with text_replacing(target) as stream:
        return write(ledger, filter, _tagged(stream, name, hxl), raw)


def _tagged(out: TextIO, name: str, hxl: bool) -> TextIO:
    return cast(TextIO, Tagged(out, TAGS[name])) if hxl else out


def explained(name: str) -> str:
    """The form of this name for people, as Markdown: how it is filled, what is left out, what it cannot hold."""
    kind = FORMS[name]
    if kind.form:
        return forms.explained(kind.form)
    parts = [kind.about]
    if kind.fields:
        parts.append("\n".join(("Holds:", "", *(f"- `{f.name}` ({_KINDS[f.kind]}): {f.about}" for f in kind.fields))))
    if kind.lost:
        parts.append("\n".join(("What it cannot hold:", "", *(f"- {text}" for text in kind.lost))))
    return "\n\n".join(parts)
