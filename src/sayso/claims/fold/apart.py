"""Apart: two events of one sentence, told by which of them came after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.claims.bind.answers import repaid_by
from sayso.claims.bind.enclosed import relative_over, struck_before
from sayso.claims.bind.extent import is_since, since_begun
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.claims.resolve.anchors import is_counted
from sayso.grammar.phrases import is_below
from sayso.lang import lexicon
from sayso.model import Token

_WORDS = lexicon("claims")
_AFTER = _WORDS["when.after"]
_BEFORE = _WORDS["apart.before"]
_KILLING = _WORDS["measures.killing_nouns"]
_LEADING = _WORDS["apart.leading"]
_DAYS = frozenset({"minute", "hour", "part-of-day", "day", "week"})
_WHERE = lexicon("grammar")["pronouns.where"]
_VICTIMS = _WORDS["apart.victims"]


def follows(one: Draft, other: Draft) -> bool:
    """ "The battle came after the navy sank a trawler": of two events one is told to have come after the other."""
    sentence = one.sentence
    clause = next((t for t in (other.trigger, *sentence.ancestors(other.trigger)) if t.dep == "advcl"), None)
    if clause is None or clause in (one.trigger, *sentence.ancestors(one.trigger)):
        return False
    marks = sentence.children(clause, "mark")
    return any(t.lower in _AFTER for t in marks) and bool(sentence.children(clause, "nsubj", "nsubjpass"))


def struck_back(killing: Draft, attack: Draft) -> bool:
    """ "Guards killed two men after the pair attacked a bank", "killed four gunmen who stormed a hotel": two deeds.

    Of two sides, the killing being done by one for what the other did; not "killed nine after they stormed a town".
    """
    sentence, killers = killing.sentence, killing.frame.subjects
    doers = [t for t in attack.frame.subjects if t not in killers]
    path = (attack.trigger, *sentence.ancestors(attack.trigger))
    clause = next((t for t in path if t.dep in ("advcl", "relcl")), None)
    if not (killing.rule.has("kills") and killers and doers) or clause is None:
        return False
    if killing.trigger not in sentence.ancestors(clause):
        return False
    if clause.dep == "relcl":
        return any(t in killing.frame.objects for t in doers)
    after = any(t.lower in _AFTER for t in sentence.children(clause, "mark"))
    return after and names_of(attack.actors).isdisjoint(names_of(killing.actors))


def fought_back(attack: Draft, killing: Draft) -> bool:
    """ "Troops who came under fire shot dead three men": those who were attacked do the killing."""
    return attack.rule.has("suffered") and bool(names_of(attack.targets) & names_of(killing.actors))


def died_later(harm: Draft, attack: Draft) -> bool:
    """ "A victim of Friday's blast died on Sunday": the day of the death is not the attack's."""
    if not harm.rule.has("dies") or attack.trigger.pos == "VERB":
        return False
    sentence = harm.sentence
    dead = [t for t in harm.frame.subjects if t.lemma in _VICTIMS]
    return harm.time_given and any(is_below(sentence, t, attack.trigger) for t in dead)


def looks_back(one: Draft, other: Draft) -> bool:
    """Of two events just one is what the other repays ("a raid in revenge for the killing of a guard"), or befell
    before what the other struck ("hit the same hotel where a bomb killed 11"), or is a killing that led to the other.
    """
    told = (
        (repaid_by(d.sentence, d.trigger), struck_before(d.sentence, d.trigger), _leads_on(d)) for d in (one, other)
    )
    if next(told) != next(told) or _is_of_old(one) != _is_of_old(other):
        return True
    return on_other_days(one, other) and _over(one) is not _over(other)


def set_back(toll: Draft, other: Draft, drafts: Iterable[Draft]) -> bool:
    """ "Two died on Monday, the latest in a spate of raids that cost nine lives in May": nine, in a clause with days of
    its own, are no part of the toll outside it."""
    clause = _over(toll)
    outside = clause is not None and _over(other) is not clause
    return outside and any(on_other_days(toll, d) for d in drafts if _over(d) is not clause)


def _leads_on(draft: Draft) -> bool:
    """ "The killing of a settler led to a raid": what the dead were killed in is not what came of it."""
    verb = draft.sentence.head(draft.trigger)
    harm = draft.type == "casualties" or draft.rule.has("kills") or draft.trigger.lemma in _KILLING
    return harm and draft.trigger.dep == "nsubj" and verb.lemma in _LEADING


def _is_of_old(draft: Draft) -> bool:
    """ "Shells hit Bara, where rebels killed 14 in 2019": a clause of place gives it a month or year of its own."""
    over, when = _over(draft), draft.time if draft.time_given else None
    if over is None or when is None or when.mention.grain in _DAYS:
        return False
    if not any(t.lower in _WHERE for t in draft.sentence.children(over, "advmod")):
        return False
    return any(when.mention.start <= t.start < when.mention.end for t in draft.sentence.subtree(over))


def _over(draft: Draft) -> Token | None:
    return relative_over(draft.sentence, draft.trigger)


def on_other_days(one: Draft, other: Draft, least: int = 1) -> bool:
    """ "Shells hit Bara on Friday, where rebels killed 14 in April": each has days of its own in its sentence.

    ``least``: how many days lie between them at least.
    """
    given = (d.time for d in (one, other) if d.time and d.time_given)
    days = sorted((t.earliest, t.latest) for t in given if t.earliest and t.latest)
    return len(days) == 2 and (days[1][0] - days[0][1]).days >= least


def done_on_other_days(attack: Draft, harm: Draft) -> bool:
    """ "Rebels killed two men on Friday, and a bomb had hurt a driver a week earlier": two deeds side by side, each
    with a doer and a day of its own; "a mine killed two; a third man died on Monday"."""
    sentence, first, last = attack.sentence, *sorted((attack.trigger, harm.trigger), key=lambda t: t.index)
    joined = last.dep == "conj" and sentence.head(last) == first and bool(last.pos == first.pos == "VERB")
    parted = any(t.text == ";" for t in sentence.tokens[first.index : last.index])
    own = bool(harm.frame.subjects) and attack.frame.subjects != harm.frame.subjects
    joined = joined and bool(attack.frame.subjects) and own and (harm.rule.has("kills") or harm.rule.has("dies"))
    return (parted or joined) and on_other_days(attack, harm)


def came_before(one: Draft, other: Draft) -> bool:
    """ "Found three bodies before Monday's clash": of the one it is told that it came before the other."""
    sentence, verb = one.sentence, one.frame.verb or one.trigger
    above = (other.trigger, *sentence.ancestors(other.trigger))
    return any(t.lower in _BEFORE and t.dep == "prep" and t in above for t in sentence.children(verb))


def runs_since(harm: Draft, attack: Draft) -> bool:
    """ "Twelve were hurt since the fighting started": not by that alone, nor by an attack joined to it."""
    sentence = attack.sentence
    began = [t for t in (attack.trigger, *sentence.ancestors(attack.trigger)) if is_since(sentence, t)]
    inside = (harm.trigger, *sentence.ancestors(harm.trigger))
    return any(t not in inside for t in began) or (since_begun(harm) and not since_begun(attack))


def sums_up(harm: Draft, attack: Draft) -> bool:
    """ "With Monday's killing 19 have been shot dead this year": the attack is one of many in the stretch of a sum."""
    days = [d.time.mention for d in (attack, harm) if d.time and d.time_given]
    return len(days) == 2 and days[0] != days[1] and days[0].grain in _DAYS and days[1].grain not in _DAYS


def counted_from(one: Draft, other: Draft) -> bool:
    """ "Gunmen shot two men on Friday, a day after a bomb killed nine": the one's day is counted from the other's."""
    return one.time_given and other.time_given and is_counted(one) and not is_counted(other)


def is_share(one: Draft, other: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Four were killed in Sur and two in Qana, and 30 wounded": those of both towns are not told with the dead of
    one; but "two in Qana, where 30 were wounded" are."""
    parts = [d.part for d in drafts if d.trigger is one.trigger]
    dealt = all(parts) or len(parts) > 1
    if other.trigger is one.trigger or relative_over(other.sentence, other.trigger) is not None:
        return False
    return dealt and (one.part != other.part or not one.part)
