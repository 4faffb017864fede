"""Withdrawn: what somebody said, and a later sentence takes back in his name or exposes as false."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.grammar.clauses import subject_of
from sayso.grammar.phrases import WORDS
from sayso.grammar.retracting import corrects, takes_back
from sayso.model import Sentence

__all__ = ["settle_withdrawn"]

_NEAR = 2


def settle_withdrawn(drafts: Sequence[Draft], story: Story) -> None:
    """Deny what the one who told it takes back, or the report itself, one or two sentences later."""
    evidence = story.evidence
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.status == "asserted" and not draft.dropped:
            told.setdefault(draft.sentence.index, []).append(draft)
    for sentence in evidence.reading.sentences if told else ():
        before = next((told[n] for n in range(sentence.index - 1, sentence.index - _NEAR - 1, -1) if n in told), [])
        who = takes_back(sentence) if before else None
        if who is None and not (before and corrects(sentence)):
            continue
        for draft in before:
            own = draft.attribution is None and _is_own_report(draft)
            sources = draft.attribution.sources if draft.attribution else ()
            names = {word for source in sources for word in source.name.lower().split()}
            we = any(t.lower in WORDS["retracting.we"] for t in who or ())
            back = who is not None and all(t.pos == "PRON" or t.lower in names for t in who) and not we
            if own or (back and names and _speaks(sentence, names, evidence)):
                draft.decide("taken back later", status="denied")


def _is_own_report(draft: Draft) -> bool:
    """ "We reported on Tuesday that …": the report speaks of what its outlet has said."""
    said = [t for t in draft.sentence.ancestors(draft.trigger) if t.lemma in WORDS["verbs.stating"]]
    tellers = (t for verb in said for who in subject_of(draft.sentence, verb) for t in draft.sentence.subtree(who))
    return any(t.lower in WORDS["retracting.we"] for t in tellers)


def _speaks(sentence: Sentence, names: set[str], evidence: Evidence) -> bool:
    """Whether nobody else says so: what another calls false is his word against the first."""
    others = [
        source for said in evidence.reading.attributions
        if any(sentence.start <= span.start < sentence.end for span in said.content) for source in said.sources
    ]  # fmt: skip
    return all(names & set(source.name.lower().split()) for source in others)
