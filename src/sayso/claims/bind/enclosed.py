"""Enclosed: what a relative clause tells of another day than its sentence ("the inn where a bomb killed 11 in May")."""

from __future__ import annotations

from sayso.claims.bind.extent import is_bare
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.words import is_verb
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention, Token

_SAME, _FOLLOWING = lexicon("claims")["when.same"], lexicon("claims")["timeline.following"]


def struck_before(sentence: Sentence, trigger: Token) -> Token | None:
    """The verb of the relative clause in which an event stands that befell "the same hotel" before, or None."""
    clause = relative_over(sentence, trigger)
    told = clause is not None and any(t.lower in _SAME for t in sentence.children(sentence.head(clause), "amod"))
    return clause if told else None


def is_enclosed(draft: Draft, evidence: Evidence) -> bool:
    """Whether an event stands in a relative clause with a day, month or year of its own."""
    sentence, clause = draft.sentence, relative_over(draft.sentence, draft.trigger)
    if clause is None:
        return False
    inside = {t.index for t in sentence.subtree(clause)}
    times = (m for m in evidence.times_in.get(sentence.index, ()) if m.earliest and m.latest and not is_bare(m))
    return any((head := evidence.head(m)) and head.index in inside for m in times)


def is_outside(draft: Draft, mention: TimeMention) -> bool:
    """Whether a time stands before the relative clause of an event, which does not hang on it ("May, when a bomb"), or
    behind the verb that follows that clause ("the fort, where they fell in 1880, was reopened on Monday")."""
    sentence, clause = draft.sentence, relative_over(draft.sentence, draft.trigger)
    if clause is None or mention.start <= sentence.head(clause).start < mention.end:
        return False
    inside = sentence.subtree(clause)
    behind = (t for t in sentence.tokens[inside[-1].index + 1 :] if t.end <= mention.start)
    return mention.start < inside[0].start or any(is_verb(t) for t in behind)


def relative_over(sentence: Sentence, trigger: Token) -> Token | None:
    """The verb of the relative clause in which a word stands, or None."""
    return next((t for t in (trigger, *sentence.ancestors(trigger)) if t.dep == "relcl"), None)


def is_of_followed(sentence: Sentence, verb: Token, time: Token) -> bool:
    """ "The raid followed a truce in May", "the raid was followed by a truce in May": the time is not of the raid."""
    behind = (t for t in sentence.children(verb, "dobj", "agent") if verb.index < t.index < time.index)
    return verb.lemma in _FOLLOWING and any(behind)
