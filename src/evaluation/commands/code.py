"""``sayso corpus code``: from drafts that quote real reports to codings that only point into them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from evaluation.drafts import DraftProblem, DraftReport
    from evaluation.plausible import Countries
    from evaluation.texts import Text

_FOLDER = click.Path(path_type=Path, file_okay=False)
_DRAFT = click.Path(path_type=Path, exists=True)
_drafts = click.argument("drafts", nargs=-1, required=True, type=_DRAFT, metavar="DRAFT…")
_texts = click.option("--texts", type=_FOLDER, metavar="DIR", help="The folder of the collections (../shared).")


@click.group()
def code() -> None:
    """Code real reports, whose texts are no part of the project. The form of a draft: evaluation.drafts."""


@code.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@_texts
def show(ids: Sequence[str], texts: Path | None) -> None:
    """Show reports with their sentences numbered, as coders refer to them."""
    from evaluation.errors import GoldError
    from evaluation.texts import numbered

    known = _known(texts)
    for id in ids:
        if id not in known:
            raise GoldError("the collections", id, "no such report")
    click.echo("\n\n".join(numbered(known[id]) for id in ids))


@code.command()
@_drafts
@_texts
def check(drafts: Sequence[Path], texts: Path | None) -> None:
    """Find everything wrong in drafts: what cannot be read, and what the words or the globe do not allow."""
    if _read(drafts, _known(texts), _countries())[1]:
        sys.exit(1)


@code.command("compile")
@_drafts
@_texts
@click.option("--out", type=_FOLDER, required=True, metavar="DIR", help="The folder of the codings, corpus/real.")
@click.option("--coder", default="A", show_default=True, help="Who coded them.")
@click.option("--force", is_flag=True, help="Leave out the reports that are wrong, instead of stopping.")
def compile_(drafts: Sequence[Path], texts: Path | None, out: Path, coder: str, force: bool) -> None:
    """Write the codings of drafts, one file each; the clusters of all files in the folder are joined anew."""
    from evaluation.real import coding_of, read_groups, write_codings
    from evaluation.texts import shared_folder

    known, countries = _known(texts), _countries()
    files = {}
    failed = False
    for draft in drafts:
        reports, problems = _read([draft], known, countries)
        failed = failed or bool(problems)
        wrong = {problem.report for problem in problems}
        files[f"{draft.stem}.jsonl"] = [
            coding_of(r.text, r.cluster, coder, r.claims, r.none) for r in reports if r.text.id not in wrong
        ]
    if failed and not force:
        sys.exit(1)
    number = write_codings(out, files, read_groups(shared_folder(texts) / "texts" / "clusters.json"))
    click.echo(f"{number} reports in {out}", err=True)


def _known(folder: Path | None) -> dict[str, Text]:
    from evaluation.texts import collections, read_texts, shared_folder

    shared = shared_folder(folder)
    return read_texts(shared, collections(shared))


def _countries() -> Countries:
    from evaluation.plausible import Countries
    from sayso.gazetteer import Gazetteer

    return Countries(Gazetteer.open())


def _read(
    drafts: Iterable[Path], texts: dict[str, Text], countries: Countries
) -> tuple[list[DraftReport], list[DraftProblem]]:
    """The reports of drafts and their problems, which are told as well."""
    from evaluation.drafts import read_draft
    from evaluation.plausible import check_draft

    reports: list[DraftReport] = []
    problems: list[DraftProblem] = []
    for draft in drafts:
        found, wrong = read_draft(draft, texts)
        reports += found
        problems += wrong
        problems += [problem for report in found for problem in check_draft(report, str(draft), countries)]
    problems.sort(key=lambda problem: (problem.file, problem.line))
    for problem in problems:
        click.echo(str(problem))
    claims = sum(len(report.claims) for report in reports)
    click.echo(f"{len(reports)} reports, {claims} claims, {len(problems)} problems", err=True)
    return reports, problems
