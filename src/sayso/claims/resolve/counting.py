"""Counting: whether a figure counts this event, runs on from a beginning, or tells how many are in a state now.

A total says so: a toll that something brings to a number, a "since" or "so far", a time of weeks or more, a whole war
that killed. A stock is a state that lasts: "are displaced", "is holding nine hostages", "remain missing".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.claims.bind.extent import is_counted_up, is_perfect, since_begun
from sayso.claims.bind.tolls import is_total
from sayso.claims.records import Draft
from sayso.grammar.tenses import PRESENT
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import Counting, Figure, Measure, Token
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_SINCE = WORDS["counting.since"]
_STAYING = WORDS["counting.staying"]
_BEING = WORDS["counting.being"]
_HAVING = WORDS["counting.having"]
_CAUSES = WORDS["counting.causes"]
_SCATTERED = WORDS["counting.scattered"]
_RUNNING: frozenset[Measure] = frozenset(
    {"killed", "injured", "casualties", "missing", "captured", "displaced", "evacuated", "returned", "destroyed",
     "damaged", "intercepted", "launched", "affected", "deployed"}
)  # fmt: skip
_STATES: frozenset[Measure] = frozenset({"captured", "displaced", "missing", "affected", "deployed"})
_SUMMED = types_with("counted")
"""What is summed up over weeks; an attack told with its month alone is one attack."""
_PERIOD = 27
_PERFECT_PERIOD = 5
_HUNDRED = 100
_FEW = 5
"""A war is not said to have killed fewer."""


def settle_counting(draft: Draft) -> None:
    """Say of each figure what it counts, and which are some of the victims that are counted elsewhere."""
    some = draft.rule.has("among") or _is_some_of(draft)
    figures = tuple(replace(f, counting=_counting(f, draft), part=f.part or some) for f in draft.figures)
    draft.decide("what the figures count", figures=figures)


def _is_some_of(draft: Draft) -> bool:
    """ "Six of the dead were women"."""
    head = draft.sentence.head(draft.trigger)
    return draft.trigger.dep == "pobj" and head.lower in OF and draft.sentence.head(head).pos == "NUM"


def _counting(figure: Figure, draft: Draft) -> Counting:
    number = figure.low or figure.high or 0
    lasting = figure.measure in _STATES or (figure.measure == "injured" and draft.trigger.pos == "ADP")
    if lasting and _is_state(draft):  # "30 are under treatment"
        return "stock"
    if figure.measure not in _RUNNING or number <= 1 or draft.status == "planned":
        return "new"
    total = _is_sum(figure, draft) or _runs_on(draft) or _covers_a_period(draft)
    return "total" if total or is_of_a_war(figure, draft) else "new"


def _is_sum(figure: Figure, draft: Draft) -> bool:
    """ "Bringing the number of people killed to 90": more than one event.

    Not "bringing the toll of the raid to nine", nor where the dead of one attack are found or die of their wounds.
    """
    tokens = draft.sentence.tokens
    if not is_total(figure, draft) or any(t.lower in WORDS["tolls.summed"] for t in tokens):
        return is_total(figure, draft)
    after = tokens[next(t.index for t in reversed(tokens) if t.lemma in WORDS["tolls.tolls"]) :]
    if any(t.lemma in WORDS["tolls.deeds"] and t.tag == "NN" for t in after):
        return False
    return not any(t.lemma in WORDS["tolls.found"] for t in tokens)


def _runs_on(draft: Draft) -> bool:
    """Whether it is counted up, its time runs from a beginning, or the clause says "since" or "so far"."""
    if not draft.time_given and (is_counted_up(draft) or since_begun(draft)):
        return True
    if draft.time is not None and draft.time.mention.sense in ("since", "so-far"):
        return True
    near = [t for verb in (draft.trigger, *_verbs(draft)) for t in draft.sentence.children(verb)]
    return any(t.lower in WORDS["counting.so_far"] for t in near) or (
        is_perfect(draft) and any(t.lower in _SINCE for word in near for t in (word, *draft.sentence.children(word)))
    )


def _verbs(draft: Draft) -> Iterator[Token]:
    """The verb of the clause and those it is joined to: "have been killed and wounded since May"."""
    verb = draft.frame.verb
    while verb is not None:
        yield verb
        verb = draft.sentence.head(verb) if verb.dep == "conj" and draft.sentence.head(verb) is not verb else None


def _covers_a_period(draft: Draft) -> bool:
    """A time of weeks or more, in which no single event can have lasted: "In 1989 62 people were killed"."""
    when = draft.time
    if when is None or not draft.time_given or when.earliest is None or when.latest is None:
        return False
    days = (when.latest - when.earliest).days
    aimed = any(t.tag == "TO" for t in draft.sentence.children(draft.trigger, "aux"))  # "claimed to have killed"
    now = any(t.tag in PRESENT for t in draft.sentence.children(draft.trigger, "aux"))  # not "had died a week earlier"
    since = now and is_perfect(draft) and draft.trigger.tag == "VBN" and not aimed
    several = any(t.tag == "NNS" and t.lemma in _SCATTERED for t in draft.frame.subjects)  # "in 2024 mines killed 88"
    summed = several or draft.type in _SUMMED or draft.trigger.tag == "NNS"  # "14 were killed in attacks this year"
    return days >= _PERFECT_PERIOD if since else days >= _PERIOD and summed


def is_of_a_war(figure: Figure, draft: Draft) -> bool:
    """Whether a whole war or revolt did it ("the insurgency has killed"), or a series of attacks that goes on."""
    sentence, number = draft.sentence, figure.low or figure.high or 0
    if number <= _FEW:
        return False
    causes = [draft.trigger, *draft.frame.subjects, *(t for p, t in draft.frame.obliques if p in _CAUSES)]
    if draft.trigger.dep in ("relcl", "acl"):
        causes.append(sentence.head(draft.trigger))
    if any(t.lemma in WORDS["counting.wars"] for t in causes):
        return True
    series = [t for t in causes if t.tag == "NNS"]
    began = any(clause.lemma in WORDS["when.begin"] for t in series for clause in sentence.children(t, "relcl"))
    return is_perfect(draft) and (
        began or any(t.lemma in WORDS["counting.strife"] for t in causes) or bool(series and number >= _HUNDRED)
    )


def _is_state(draft: Draft) -> bool:
    """Told as lasting: "are displaced", "is holding", "remain missing", "has 5,000 men deployed", "without power"."""
    sentence, trigger = draft.sentence, draft.trigger
    if trigger.lemma in WORDS["counting.holding"]:
        return True
    if trigger.lemma in _HAVING or (trigger.lemma in _STAYING and trigger.tag in PRESENT):  # "has 5,000 men there"
        return True
    head = sentence.head(trigger)
    if trigger.dep in ("acl", "amod"):  # "there are 400 people displaced", "has 5,000 men deployed"
        above = sentence.head(head)
        return above.tag in PRESENT and above.lemma in _STAYING | _HAVING and not sentence.children(trigger, "agent")
    if trigger.tag != "VBN":
        return head.tag in PRESENT and head.lemma in _STAYING and trigger.pos in ("ADJ", "ADP", "NOUN")
    helping = sentence.children(trigger, "aux", "auxpass")
    if not helping:
        return head.tag in PRESENT and head.lemma in _STAYING
    return helping[0].tag in PRESENT and helping[0].lemma in _BEING and not sentence.children(trigger, "advcl")
