"""Teaching: from records to a folder that readers take (``Reader(taught=…)``, ``--reader-model``).

The whole network, instead of its head alone, needs torch (the extra ``train``), and minutes for seconds: what people
marked is trained as they have it, every other word as the network read it before. The weights of signs are learned on
what networks say of lessons that they were not trained with.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from sayso import __version__
from sayso.claims.weights import weights
from sayso.errors import ExportError, UsageError
from sayso.gazetteer import Gazetteer
from sayso.lang import folder_of, taught
from sayso.model import EVENT_TYPES
from sayso.rules import load_rulebook
from sayso.service.teaching import judging
from sayso.service.teaching.judging import HeldOut, Taught, counted, held_out, parts_of
from sayso.service.teaching.lessons import Correction, Lesson, Reread
from sayso.service.teaching.records import Records, read_records
from sayso.service.teaching.weighing import moved
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL
from sayso.triggers import TriggerModel
from sayso.triggers.likelihoods import within
from sayso.triggers.model import CORRECTION, GRAPH, MANIFEST, TOKENIZER

if TYPE_CHECKING:
    from sayso.service.teaching.network import Window


_PARTS = 3
"""Parts that are held out one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was learned: the files of the model of triggers, the weights of signs, what held-out records say."""

    files: dict[str, bytes]
    taught: Taught
    held_out: HeldOut | None


def taught_whole(
    reread: Reread, lessons: Sequence[Lesson], before: Taught, source: Path, watch: Callable[[str], None]
) -> Whole:
    """What the lessons teach the network in the folder ``source``. Raises UsageError where torch is not installed."""
    tuner = _Tuner(source, before.correction)
    none = numpy.zeros_like(before.correction)
    parts = parts_of(lessons, _PARTS)
    away: list[list[Lesson]] = []
    for number, (inside, outside) in enumerate(parts if len(parts) > 1 else [], 1):
        watch(f"held out: training without part {number} of {len(parts)}")
        with tuner.model(outside) as model:
            away.append([_again(lesson, model) for lesson in inside])
    watch("training on all records")
    files = tuner.files(lessons)
    cases = [[case for lesson in some for case in reread.cases(lesson, none)] for some in away]
    pairs = []
    for number, (inside, _) in enumerate(parts if away else []):
        others = [case for n, some in enumerate(cases) if n != number for case in some]
        weights = moved(others, before.weights) if others else before.weights
        for lesson, told in zip(inside, away[number], strict=True):
            old = reread.claims(lesson, before.correction, before.weights)
            pairs.append((lesson, old, reread.claims(told, none, weights)))
    every = [case for some in cases for case in some]
    learned = Taught(none, moved(every, before.weights) if every else dict(before.weights))
    return Whole(files=files, taught=learned, held_out=counted(pairs) if pairs else None)


def _again(lesson: Lesson, model: TriggerModel) -> Lesson:
    return replace(lesson, states=model.states(lesson.sample.text, lesson.hints, lesson.groups))


class _Tuner:
    """Trains the network of a folder further, always from where it is."""

    def __init__(self, source: Path, correction: Correction) -> None:
        try:
            from sayso.service.teaching import network
        except ModuleNotFoundError as error:
            raise UsageError(
                f"training the whole network needs {error.name}: install sayso[train], or leave --whole out"
            ) from error
        self._network: Any = network
        self._source, self._correction = source, correction
        self._model = TriggerModel(source)

    @contextmanager
    def model(self, lessons: Sequence[Lesson]) -> Iterator[TriggerModel]:
        """The model that these lessons make, in a folder that is gone when the block ends."""
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            for name, content in self.files(lessons).items():
                (Path(folder) / name).write_bytes(content)
            yield TriggerModel(Path(folder))

    def files(self, lessons: Sequence[Lesson]) -> dict[str, bytes]:
        """The files of the model that these lessons make."""
        net = self._network.opened((self._source / GRAPH).read_bytes(), self._correction)
        net = self._network.tuned(net, [window for lesson in lessons for window in self._windows(lesson)])
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            self._network.write_graph(net, Path(folder) / GRAPH)
            graph = (Path(folder) / GRAPH).read_bytes()
        return trigger_files(self._source, graph, None, self._network.INNER)

    def _windows(self, lesson: Lesson) -> Iterator[Window]:
        seen = lesson.states
        odds = seen.odds + seen.states @ self._correction[:-1].astype(float) + self._correction[-1]
        wanted, counts = 1 / (1 + numpy.exp(-odds)), numpy.zeros(odds.shape)
        for mark in lesson.sample.marks:
            at = list(within(seen.pieces, mark.span.start, mark.span.end))
            column = EVENT_TYPES.index(mark.type)
            wanted[at, column], counts[at, column] = float(mark.right), 1 / max(len(at), 1)
        for start, end, ids, hinted in self._model.fed(lesson.sample.text, lesson.hints, lesson.groups):
            edges = ((1, 1), (0, 0))
            yield ids, hinted, numpy.pad(wanted[start:end], edges), numpy.pad(counts[start:end], edges)


__all__ = ["Outcome", "teach"]

REPORT = "report.json"
"""What teaching brought, beside what was taught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was made. ``name``: what readings call it; ``held_out``: None where all records are of one report;
    ``seconds``: how long it took."""

    folder: Path
    name: str
    records: Records
    held_out: HeldOut | None
    seconds: float


def teach(
    records: Path, out: Path, *, base: Path | None = None, overlays: Sequence[Path] = (), packs: Sequence[Path] = (),
    whole: bool = False, watch: Callable[[str], None] = lambda told: None,
) -> Outcome:  # fmt: skip
    """Teach a reader with the records of a file or folder, and write what it learned into the new folder ``out``.

    ``base``: the taught model to go on from; what ships where it is None. ``overlays``, ``packs``: what it reads with.
    ``whole``: train the whole network, which needs torch, instead of its head alone, where nothing is drawn at random.
    The same records and base give the same files. ``watch``: told what is being done. Raises UsageError where ``out``
    is there already (or torch is not), InputError for records that are none, ModelError for a damaged base, ExportError
    where nothing can be written.
    """
    began = time.monotonic()
    if out.exists():
        raise UsageError(f"{out} is there already, and nothing is overwritten: name a new folder")
    found = read_records(records)
    parent = taught.Taught.open(base) if base else None
    resources = Resources(
        rulebook=load_rulebook(overlays), gazetteer=Gazetteer.open(packs), model=DEFAULT_MODEL, taught=parent
    )
    source = parent.triggers if parent else folder_of() / taught.TRIGGERS
    model = TriggerModel(source)
    before = judging.Taught(model.correction, weights("claims", parent.weights if parent else None))
    reread = Reread(resources, model)
    watch(f"reading {len(found.samples)} texts of {len(found.documents)} reports")
    lessons = [reread.lesson(sample) for sample in found.samples]
    if whole:
        made = taught_whole(reread, lessons, before, source, watch)
        triggers, learned, brought = made.files, made.taught, made.held_out
    else:
        brought = held_out(reread, lessons, before, watch)
        watch("learning from all records")
        learned = judging.taught(reread, lessons, before)
        triggers = trigger_files(source, (source / GRAPH).read_bytes(), learned.correction)
    files = {
        **{f"{taught.TRIGGERS}/{name}": content for name, content in triggers.items()},
        f"{taught.WEIGHTS}/claims.csv": table(learned.weights),
    }
    manifest = _manifest(found, parent, resources, files, seed=1 if whole else None)
    report = json.dumps(asdict(brought) if brought else None, ensure_ascii=False, indent=1) + "\n"
    write_folder(out, {**files, taught.MANIFEST: manifest, REPORT: report.encode()})
    return Outcome(
        folder=out, name=taught.Taught.open(out).name, records=found, held_out=brought,
        seconds=time.monotonic() - began,
    )  # fmt: skip


def _manifest(
    records: Records, parent: taught.Taught | None, resources: Resources, files: Mapping[str, bytes], seed: int | None
) -> bytes:
    """What was made of what: the base and its bases, the records, what read them, and the files."""
    shipped = {name: hashlib.sha256((folder_of() / name).read_bytes()).hexdigest() for name in _SHIPPED}
    told = {
        "form": taught.FORM,
        "made": f"sayso {__version__} train",
        "base": {"taught": parent.digest, "before": _base(parent)} if parent else {"shipped": shipped},
        "records": {
            "sha256": records.sha256, "documents": len(records.documents), "verdicts": dict(records.verdicts),
        },
        "seed": seed,
        "read by": list(resources.read_by),
        "files": digests(files),
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


_SHIPPED = ("triggers/manifest.json", "weights/claims.csv")


def _base(parent: taught.Taught) -> Any:
    return json.loads((parent.folder / taught.MANIFEST).read_text(encoding="utf-8"))["base"]


_NOTE = "Log-odds that a coder has a claim with this sign; moved by what people decided (sayso train)."


def trigger_files(
    source: Path, graph: bytes, correction: Correction | None, inner: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """The files of a model of triggers with this graph; the rest is as in ``source``. ``inner``: what states and
    log-odds are called in the graph, where that is not as in ``source``."""
    files = {GRAPH: graph, TOKENIZER: (source / TOKENIZER).read_bytes()}
    if correction is not None:
        held = BytesIO()
        numpy.save(held, correction)
        files[CORRECTION] = held.getvalue()
    told: dict[str, Any] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    told |= {**(inner or {}), "sha256": digests(files)}
    return files | {MANIFEST: (json.dumps(told, indent=1) + "\n").encode()}


def table(weights: Mapping[str, float]) -> bytes:
    """A table of weights."""
    rows = [f"{sign},{weight:.3f}" for sign, weight in weights.items()]
    return ("\n".join([f"# {_NOTE}", *rows]) + "\n").encode()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is there whole or not at all. Raises ExportError."""
    made = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(made, ignore_errors=True)
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        made.rename(out)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise ExportError(str(out), error.strerror or str(error)) from error
