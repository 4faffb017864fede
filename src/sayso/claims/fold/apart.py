"""Apart: two events of one sentence, told by which of them came after the other."""

from __future__ import annotations

from sayso.claims.records import Draft
from sayso.claims.resolve.anchors import is_counted
from sayso.lang import lexicon

_AFTER = lexicon("claims")["when.after"]


def follows(one: Draft, other: Draft) -> bool:
    """ "The battle came after the navy sank a trawler": of two events one is told to have come after the other."""
    sentence = one.sentence
    clause = next((t for t in (other.trigger, *sentence.ancestors(other.trigger)) if t.dep == "advcl"), None)
    if clause is None or clause in (one.trigger, *sentence.ancestors(one.trigger)):
        return False
    marks = sentence.children(clause, "mark")
    return any(t.lower in _AFTER for t in marks) and bool(sentence.children(clause, "nsubj", "nsubjpass"))


def counted_from(one: Draft, other: Draft) -> bool:
    """ "Gunmen shot two men on Friday, a day after a bomb killed nine": the one's day is counted from the other's."""
    return one.time_given and other.time_given and is_counted(one) and not is_counted(other)
