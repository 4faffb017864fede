"""The page of reference of the Python interface, drawn from the code: what ``sayso.__all__`` opens, what that gives."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

import sayso
import sayso.model.claims
import sayso.model.mentions
from sayso.model import Attribution, Claim, Decision, Document, Figure, Place, PlaceMention, Reading, Role, Source, Span
from sayso.model.claims import When
from sayso.model.mentions import TimeMention
from sayso.service.asking import ShownClaim, ShownDocument, ShownIncident
from sayso.service.reading import Unread
from sayso.store.records import FigureRow, IncidentRow, Listed, SourceRow

GIVEN = (
    Reading, Document, Claim, Role, Place, PlaceMention, When, TimeMention, Figure, Attribution, Source, Span, Unread,
    Listed, IncidentRow, SourceRow, FigureRow, ShownClaim, ShownDocument, ShownIncident, Decision,
)  # fmt: skip
"""What reading and asking give back, in the order of the page."""
_PATHS = re.compile(r"\b(?:sayso|datetime|pathlib|collections\.abc|typing|types)(?:\.\w+)*\.(?=\w)")
_CODE = re.compile(r"``(.*?)``", re.DOTALL)
_DEFAULT = re.compile(r"\bFilter\(since=[^()]*(?:\(\)[^()]*)*\)")


def reference() -> str:
    """What can be imported from ``sayso``, then what it gives back, each with its signature, fields and methods."""
    public = [(name, getattr(sayso, name)) for name in sayso.__all__ if not name.startswith("_")]
    front = [(name, value) for name, value in public if value not in GIVEN]
    both = ", ".join(f"`{name}`" for name, value in public if value in GIVEN)
    given = [(kind.__name__, kind) for kind in GIVEN]
    return (
        "## To import\n\n" + "\n\n".join(_entry(name, value) for name, value in front)
        + f"\n\n## What comes back\n\nOf these {both} can be imported from `sayso`, to tell one from the other.\n\n"
        + "\n\n".join(_entry(name, value) for name, value in given)
    )  # fmt: skip


def _entry(name: str, value: Any) -> str:
    if inspect.ismodule(value):
        inside = [_signed(f"{name}.{one}", getattr(value, one)) + "\n\n" + _prose(getattr(value, one))
                  for one in value.__all__ if inspect.isfunction(getattr(value, one))]  # fmt: skip
        return "\n\n".join([f"### {name}", _prose(value), *inside])
    if not inspect.isclass(value):
        return f"### {name}\n\n{_signed(name, value)}\n\n{_prose(value)}"
    parts = [f"### {name}", _prose(value)]
    if is_dataclass(value):
        hints = get_type_hints(value)
        rows = [f"| `{f.name}` | `{_shown(hints[f.name])}` |" for f in fields(value) if not f.name.startswith("_")]
        parts.append("| field | holds |\n|---|---|\n" + "\n".join(rows))
    else:
        parts.insert(1, _signed(name, value))
    methods = [_method(member, found) for member, found in _members(value)]
    return "\n\n".join([*parts, "\n".join(methods)] if methods else parts)


def _members(kind: type) -> Iterator[tuple[str, Any]]:
    for name, found in vars(kind).items():
        if not name.startswith("_") and (inspect.isfunction(found) or isinstance(found, property)):
            yield name, found


def _method(name: str, found: Any) -> str:
    first = _prose(found).split("\n\n")[0].replace("\n", " ")
    if isinstance(found, property):
        return f"- `.{name}` – {first}"
    return f"- `.{name}{_arguments(found)}` – {first}"


def _signed(name: str, value: Any) -> str:
    return f"```python\n{name}{_arguments(value)}\n```"


def _arguments(value: Any) -> str:
    signature = inspect.signature(value)
    kept = [p for p in signature.parameters.values() if p.name != "self"]
    back = inspect.Signature.empty if inspect.isclass(value) else _Words(signature.return_annotation)
    plain = signature.replace(parameters=_plain(kept), return_annotation=back)
    return _DEFAULT.sub("Filter()", _PATHS.sub("", str(plain)))


def _plain(parameters: list[inspect.Parameter]) -> list[inspect.Parameter]:
    """The parameters with their annotations as they stand in the code, without quotation marks."""
    return [p.replace(annotation=_Words(p.annotation)) if isinstance(p.annotation, str) else p for p in parameters]


class _Words(str):
    def __repr__(self) -> str:
        return str(self)


def _aliases() -> Iterator[tuple[str, str]]:
    """The vocabularies that have a name, by how a hint spells them out."""
    for module in (sayso.model.claims, sayso.model.mentions):
        for name, value in vars(module).items():
            if get_origin(value) is Literal:
                yield str(value), name
                yield f"typing.Optional[{value}]", f"{name} | None"


def _shown(hint: Any) -> str:
    text = hint.__name__ if inspect.isclass(hint) and not get_args(hint) else str(hint)
    for long, name in sorted(_aliases(), reverse=True, key=lambda pair: len(pair[0])):
        text = text.replace(long, name)
    return _PATHS.sub("", text).replace("'", '"').replace("|", "\\|")


def _prose(value: Any) -> str:
    return _CODE.sub(r"`\1`", inspect.getdoc(value) or "")
