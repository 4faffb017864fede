"""Check the corpus: everything that is wrong in it, listed at once.

Reading a report already checks that quoted words are in its text and that values are those of the codebook. Here
follow what only a look at the whole report, cluster or corpus can tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from evaluation.claims import FAMILY
from evaluation.corpus import corpus_files, examine_report
from evaluation.errors import GoldError
from evaluation.gold import GoldClaim, GoldReport

REGISTERS = (
    "wire", "state-agency", "local-radio", "un-flash-update", "army-bulletin", "ngo-statement", "live-blog", "telegram",
    "regional-daily", "translated", "court-like-ngo", "ministry-summary", "casualty-update", "sitrep", "interview",
    "breaking-news", "third-hand", "feature",
)  # fmt: skip
LASTING = frozenset({"emergency", "disruption", "agree", "sanction", "warning", "deploy"})
"""Types of events that may be told to last beyond the day of the report."""
_EARLIEST = date(1900, 1, 1)
_LONGEST = timedelta(days=366)
_DEALS = frozenset({"agree", "aid", "sanction"})
_VIOLENCE = frozenset({"fight", "remote", "interception"})
_NEVER_TOGETHER = (*((d, v) for d in _DEALS for v in _VIOLENCE), ("unrest", "remote"), ("unrest", "interception"))


def check_corpus(folder: Path) -> tuple[list[GoldReport], list[GoldError]]:
    """The reports that can be read, and every problem in order of files."""
    reports: list[GoldReport] = []
    problems: list[GoldError] = []
    for path in corpus_files(folder):
        report, found = examine_report(path)
        problems += found
        if report is not None:
            reports.append(report)
            problems += _check_report(report, str(path))
    problems += _check_names(folder)
    problems += _check_incidents(reports)
    return reports, problems


def _check_report(report: GoldReport, file: str) -> Iterator[GoldError]:
    for key in ("outlet", "conflict"):
        if not getattr(report, key):
            yield GoldError(file, "report", f"has no {key}")
    if report.register not in REGISTERS:
        yield GoldError(file, "report", f"register {report.register!r} is not one of {', '.join(REGISTERS)}")
    if "\r" in report.text or "\t" in report.text or "\ufeff" in report.text:
        yield GoldError(file, "text", "holds a tab, a carriage return or a byte order mark")
    seen: Counter[GoldClaim] = Counter(report.claims)
    for number, claim in enumerate(report.claims, 1):
        for problem in _check_claim(claim, report):
            yield GoldError(file, f"claim {number}", problem)
        if seen[claim] > 1:
            yield GoldError(file, f"claim {number}", "stands there twice")
            seen[claim] = 0


def _check_claim(claim: GoldClaim, report: GoldReport) -> Iterator[str]:
    published = report.published or date.max
    words = report.text[claim.sentence.start : claim.sentence.end]
    if report.text.count(words) > 1:
        yield f"its sentence stands more than once in the text: {words[:60]!r}"
    if claim.status != "planned":
        late = claim.earliest is not None and claim.earliest > published
        if late:
            yield f"starts on {claim.earliest}, after the report of {published}, and is not planned"
        last = published + _LONGEST if claim.type in LASTING or claim.status == "uncertain" else published
        if not late and claim.latest and claim.latest > last:
            yield f"ends on {claim.latest}, after the report of {published}, and is not planned"
    if claim.earliest and claim.earliest < _EARLIEST:
        yield f"starts on {claim.earliest}"
    if claim.country and not (len(claim.country) == 2 and claim.country.isascii() and claim.country.isupper()):
        yield f"country {claim.country!r} is not a code of two capital letters"
    if claim.place and claim.lat is None:
        yield f"place {claim.place!r} has no coordinates"
    if claim.lat is not None and not (-90 <= claim.lat <= 90 and -180 <= (claim.lon or 0) <= 180):
        yield f"coordinates {claim.lat}, {claim.lon} are not on the globe"
    yield from _check_figures(claim)


def _check_figures(claim: GoldClaim) -> Iterator[str]:
    for figure in claim.figures:
        low, high, name = figure.low, figure.high, f"figure {figure.measure} {figure.unit}"
        if figure.bound == "exact" and low != high:
            yield f"{name} is exact but runs from {low} to {high}"
        if figure.bound == "at-least" and (low is None or high is not None):
            yield f"{name} is at-least but runs from {low} to {high}"
        if figure.bound == "at-most" and (high is None or low is not None):
            yield f"{name} is at-most but runs from {low} to {high}"
        if (low or 0) < 0:
            yield f"{name} is below nothing"


def _check_names(folder: Path) -> Iterator[GoldError]:
    names: dict[str, Path] = {}
    for path in corpus_files(folder):
        if path.stem in names:
            yield GoldError(str(path), "report", f"id {path.stem!r} is that of {names[path.stem]} as well")
        names[path.stem] = path
    coded = set(corpus_files(folder))
    for text in sorted((folder / "reports").glob("*/*.txt")):
        if text.with_suffix(".yaml") not in coded:
            yield GoldError(str(text), "report", "has no claims beside it (a file of the same name ending in .yaml)")


def _check_incidents(reports: Iterable[GoldReport]) -> Iterator[GoldError]:
    """The same label in a cluster must not stand for things that cannot be one happening."""
    families: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for report in reports:
        for number, claim in enumerate(report.claims, 1):
            if claim.incident:
                families[report.cluster or "", claim.incident].setdefault(
                    FAMILY[claim.type], f"{report.id} claim {number}"
                )
    for (cluster, label), found in families.items():
        for one, other in _NEVER_TOGETHER:
            if one in found and other in found:
                problem = f"is {one} in {found[one]} but {other} in {found[other]}"
                yield GoldError(cluster, f"incident {label}", problem)
