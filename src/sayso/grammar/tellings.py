"""Tellings: reports, statements and pictures of an event, and what a sentence says of them.

"The army withdrew its statement that troops had fired", "a video of soldiers beating a man was staged", "a false report
of shelling": the event stands under a noun that tells of it, and what is said of that noun is said of the event.
"""

from __future__ import annotations

from sayso.grammar.clauses import governor, is_passive, subject_of, undergoers
from sayso.grammar.phrases import WORDS, members
from sayso.model import Sentence, Token

__all__ = ["retracted_by", "telling_above"]

_TELLINGS = WORDS["nouns.telling"]
_RETRACT = WORDS["verbs.retracting"]
_RETRACT_WITH = WORDS["verbs.retracting_with"]
_FALSE = WORDS["falsehood"]
_SHOWING = WORDS["verbs.showing"]


def telling_above(sentence: Sentence, trigger: Token) -> Token | None:
    """The closest noun of telling that the event stands under ("a report that …", "footage of …"), or None.

    A clause of its own between the two ("a report, and then shells fell") ends the search.
    """
    for above in sentence.ancestors(trigger):
        if above.lemma in _TELLINGS and above.pos in ("NOUN", "PROPN"):
            return above
        if above.pos in ("VERB", "AUX") and above.dep not in ("acl", "relcl", "xcomp", "ccomp", "pcomp", "conj"):
            return None
    return None


def retracted_by(sentence: Sentence, trigger: Token) -> tuple[Token, ...] | None:
    """Who takes back or exposes the telling that an event stands under; () when nobody is named; None when none does.

    "The ministry withdrew its statement that …" gives the ministry, "the photograph of … was staged" nobody.
    """
    telling = telling_above(sentence, trigger)
    if telling is None:
        return None
    if any(t.lemma in _FALSE or t.lower in _FALSE for t in sentence.children(telling, "amod", "compound")):
        return ()
    verb = governor(sentence, telling)
    if verb is None or trigger in (verb, *sentence.ancestors(verb)):
        return None
    told = telling in members(sentence, sentence.children(verb, "dobj")) or telling in undergoers(sentence, verb)
    whole = {f"{verb.lemma} {t.lower}" for t in sentence.children(verb, "prt", "advmod")}
    if told and (verb.lemma in _RETRACT or whole & _RETRACT_WITH):
        return () if is_passive(sentence, verb) else tuple(subject_of(sentence, verb))
    return () if _exposes(sentence, verb, telling) else None


def _exposes(sentence: Sentence, verb: Token, telling: Token) -> bool:
    """ "was staged", "is fake", "shows another town": the predicate says that the telling is no proof of the event."""
    if telling not in members(sentence, sentence.children(verb, "nsubj", "nsubjpass")):
        return False
    said = [verb, *sentence.children(verb, "acomp", "attr", "oprd", "prt", "advmod")]
    if verb.lemma in _SHOWING:  # "were found to be fake"
        said += [t for below in sentence.children(verb, "xcomp", "ccomp") for t in sentence.subtree(below)]
    return any(t.lemma in _FALSE or t.lower in _FALSE for t in said) and not sentence.children(verb, "neg")
