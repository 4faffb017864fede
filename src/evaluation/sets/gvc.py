"""Gun Violence Corpus, each report by itself: how many killed and injured a report states.

The corpus has a registry: one coder's last tally for each incident. A report may be older than the tally or tell only
a part of it, so a report is judged only by what it states. The rule, by words alone and settled before any error was
looked at:

- A report *states* the registry's number of killed, where that is one or more, if one of its sentences has a word of
  killing and the number, in digits or as a word; for a single victim, told by name or with an article, the word of
  killing is enough. The same for the injured and words of injuring.
- A report *states none* if the registry has none and no word of killing (of injuring) occurs in it.
- All other reports are not judged: they tell another number, or leave it to the reader.

What is read from a report is what its first claim that counts killed (injured) people says: news puts the toll of the
incident first, and other incidents behind it. Figures joined by "and" or a comma are added up ("three women and a
man"); of others the largest counts. Denied and planned claims count nobody. The vague ("dozens") count by their
low end.

``exact``: the share of stated numbers that were read just so; ``mae``: how far off on average, nothing read being 0;
``none``: of the reports that state none, the share from which none was read. Which reports speak of one incident is
another matter, not measured here.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Literal

from evaluation.data import PublicSet, Record, Scores, share
from sayso.model import Figure, Reading
from sayso.service.reading import Reader

Harm = Literal["killed", "injured"]
HARMS: tuple[Harm, ...] = ("killed", "injured")
_WORDS: dict[Harm, re.Pattern[str]] = {
    "killed": re.compile(
        r"\b(?:kill(?:s|ed|ing|ings)?|die[sd]?|dying|dead|deaths?|fatal|fatally|fatalit(?:y|ies)|slain|slayings?|"
        r"homicides?|murder(?:s|ed|ing)?|deceased)\b",
        re.IGNORECASE,
    ),
    "injured": re.compile(
        r"\b(?:injur(?:e|es|ed|ing|y|ies)|wound(?:s|ed|ing)?|hurt|hospitali[sz]ed|critical condition|"
        r"serious condition|stable condition|non-?fatal)\b",
        re.IGNORECASE,
    ),
}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def score(reader: Reader, records: list[Record]) -> Scores:
    """Exact share and mean error over the stated numbers, and the share of reports without one that got none."""
    sums: Counter[str] = Counter()
    for record in records:
        if not record["text"].strip():
            continue
        published = date.fromisoformat(record["dct"]) if record["dct"] else None
        reading = reader.read_text(record["text"], published=published)
        for harm in HARMS:
            number = stated(record["text"], harm, record["incident"][harm])
            if number is not None:
                read = read_number(reading, harm) or 0
                sums[f"{harm} none" if number == 0 else f"{harm} stated"] += 1
                sums[f"{harm} quiet" if number == 0 else f"{harm} right"] += read == number
                sums[f"{harm} off"] += abs(int(read) - number) if number else 0
    return _scores(sums)


def _scores(sums: Counter[str]) -> Scores:
    found: Scores = {"exact": share(sum(sums[f"{h} right"] for h in HARMS), sum(sums[f"{h} stated"] for h in HARMS))}
    for harm in HARMS:
        found[f"{harm}_exact"] = share(sums[f"{harm} right"], sums[f"{harm} stated"])
        found[f"{harm}_none"] = share(sums[f"{harm} quiet"], sums[f"{harm} none"])
        found[f"{harm}_mae"] = share(sums[f"{harm} off"], sums[f"{harm} stated"])
    return found


def stated(text: str, harm: Harm, tally: int | None) -> int | None:
    """The registry's number where the text states it, 0 where the text states none, None where neither holds."""
    if tally is None:
        return None
    sentences = [s for s in _SENTENCE.split(text) if _WORDS[harm].search(s)]
    if not tally:
        return None if sentences else 0
    if tally == 1:
        return 1 if sentences else None
    number = re.compile(rf"\b(?:{_names(tally)})\b", re.IGNORECASE)
    return tally if any(number.search(sentence) for sentence in sentences) else None


def _names(number: int) -> str:
    return f"{number}|{_NUMBERS[number]}" if number < len(_NUMBERS) else str(number)


def read_number(reading: Reading, harm: Harm) -> float | None:
    """What the first claim that counts people of this harm says, joined figures added up, else the largest."""
    for claim in sorted(reading.claims, key=lambda c: c.trigger.start):
        figures = [f for f in claim.figures if f.measure == harm and f.unit != "other" and _value(f) is not None]
        if figures and claim.status in ("asserted", "uncertain"):
            return max(_sums(reading, figures))
    return None


def _sums(reading: Reading, figures: list[Figure]) -> list[float]:
    sums: list[float] = []
    for index, figure in enumerate(figures):
        between = reading.document.text[figures[index - 1].end : figure.start] if index else None
        if between is not None and between.replace(",", " ").split() in ([], ["and"]):
            sums[-1] += _value(figure) or 0
        else:
            sums.append(_value(figure) or 0)
    return sums


def _value(figure: Figure) -> float | None:
    return figure.low if figure.low is not None else figure.high


SET = PublicSet(
    name="gvc",
    title="Gun Violence Corpus (reports): killed and injured as stated",
    files=("gvc/dev.jsonl.gz",),
    main="exact",
    score=score,
    published="none found for single reports",
    comparable="The registry is a last tally, so only reports that state its number are judged, by the rule in the "
    "module. Crime reports, not war: victims are told one by one. Published scores are of the clustering of reports.",
    quick=40,
)
