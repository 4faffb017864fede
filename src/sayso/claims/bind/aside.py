"""Aside: events that a sentence tells beside what it dates, and takes no day of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from sayso.claims.bind.means import refers_back
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import governor
from sayso.lang import lexicon
from sayso.model import Sentence, TimeMention, Token

WORDS = lexicon("claims")
_REASON, _UNEARTHING = WORDS["when.reason"], WORDS["when.unearthing"]
_FINDING, _BURIED = WORDS["when.finding"], WORDS["when.buried"]
_SHOWING, _PUTTING_OUT, _ACCOUNTS = WORDS["when.showing"], WORDS["when.put_out"], WORDS["when.accounts"]
_COURT, _CHARGE, _REMEMBERED = WORDS["when.court"], WORDS["when.charge"], WORDS["when.remembered"]
_BELOW = frozenset({"acl", "relcl"})
_BESIDE = frozenset({"conj", "advcl"})


def is_reason(sentence: Sentence, between: Sequence[Token]) -> bool:
    """Whether the words from an event up to a verb pass what the verb is for or about.

    "Sentenced on Wednesday in Koblenz for killing two", "pleaded guilty on Monday to the murder of two": day and place
    of the sentence are not those of the killing.
    """
    if any(t.lemma in _REMEMBERED and t is not between[0] for t in between):
        return True  # "on the anniversary of the bombing", "a survivor of the raid opened a clinic on Monday"
    preps = [(t.lower, sentence.head(t)) for t in between if t.dep in ("prep", "dative")]  # "given 14 years for"
    if any(p in _CHARGE and {t.lemma, sentence.head(t).lemma} & _COURT for p, t in preps):
        return True
    return any(p in _REASON and t.pos == "VERB" for p, t in preps)


def is_aside(draft: Draft) -> bool:
    """Whether the event is only what another verb is for or about: it has a day only where one stands behind it."""
    above = takewhile(lambda t: t.pos != "VERB", draft.sentence.ancestors(draft.trigger))
    return is_reason(draft.sentence, [draft.trigger, *above]) and not _is_taken_up(draft)


def is_remembered(draft: Draft) -> bool:
    """ "The anniversary of the Bor raid", "a survivor of the siege of Bor": of no place or day told beside it."""
    above = takewhile(lambda t: t.pos != "VERB" or t.dep in _BELOW, draft.sentence.ancestors(draft.trigger))
    return any(t.lemma in _REMEMBERED for t in above) and not _is_taken_up(draft)


def _is_taken_up(draft: Draft) -> bool:
    """ "A survivor of the attack": nothing more is said of it, so it is the one told before."""
    return refers_back(draft) and len(draft.sentence.children(draft.trigger)) == 1


def is_put_out(draft: Draft, mention: TimeMention, evidence: Evidence) -> bool:
    """ "A video released on Sunday shows guards beating a man", "released footage on Sunday of a raid": the day is that
    of the film, not of the deed."""
    sentence, head = draft.sentence, evidence.head(mention)
    above = tuple(sentence.ancestors(draft.trigger))
    if any(t.lemma in _SHOWING and mention.start < t.start < draft.trigger.start for t in above):
        return True
    verb = governor(sentence, head) if head else None
    if verb is None or verb.lemma not in _PUTTING_OUT or verb not in above or mention.start > draft.trigger.start:
        return False
    accounts = any(t.lemma in _ACCOUNTS and t.start < draft.trigger.start for t in sentence.children(verb, "dobj"))
    return accounts and not any(t.pos == "VERB" and t.dep in _BESIDE for t in (draft.trigger, *above))


def is_unearthed(draft: Draft) -> bool:
    """ "The bodies of 31 men were exhumed this week", "a pit with 60 skeletons was found on Monday": the dead are not
    that day's."""
    if draft.type != "casualties":
        return False
    sentence, verb = draft.sentence, governor(draft.sentence, draft.trigger)
    if draft.trigger.lemma in _BURIED or any(t.lemma in _UNEARTHING for t in (draft.trigger, verb) if t):
        return True
    found = any(t.lemma in _FINDING for t in (draft.trigger, verb) if t)
    return found and any(t.lemma in _BURIED and t.pos == "NOUN" for t in sentence.tokens)
