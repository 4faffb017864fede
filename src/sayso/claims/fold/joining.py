"""Folding: what belongs on one claim. Tolls go on the attack's own claim; a second telling adds nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.claims.bind.harm import places_itself
from sayso.claims.bind.means import ATTACKS, refers_back
from sayso.claims.bind.saying import same_sources
from sayso.claims.bind.tolls import is_total
from sayso.claims.estimates import Estimates
from sayso.claims.fold.absorbing import absorb
from sayso.claims.fold.again import (
    HOSTS,
    told_anew,
    without_moved,
    without_raids,
    without_renaming,
    without_taken_again,
    without_victims,
)
from sayso.claims.fold.apart import (
    came_before,
    follows,
    fought_back,
    is_share,
    looks_back,
    set_back,
    struck_back,
)
from sayso.claims.fold.hosts import host_of, same_place
from sayso.claims.fold.undone import without_undone
from sayso.claims.fold.verbs import join_verbs
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.grammar.frames import IMPACT_VERBS
from sayso.grammar.phrases import is_below
from sayso.lang import lexicon
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_HARM = types_with("harm")
_TAKEN_IN = frozenset({"arrest", "clash", "casualties"})
_COARSE = frozenset({"month", "year"})
_TOLD, _TIMES = 0.4, 3
"""How likely a harm is, and how many times as likely as its attack, where the attack is only named for it."""


def fold_sentence(drafts: list[Draft], estimates: Estimates | None, told: Sequence[Draft]) -> list[Draft]:
    """Join the drafts of one sentence that are one claim. ``estimates``: what the learned model says, once asked;
    ``told``: the claims of the sentences before."""
    kept = _join_casualties(join_verbs(without_renaming(_of_one_kind(without_undone(without_victims(drafts))))))
    kept = _join_same_type(without_raids(without_taken_again(kept)))
    attacks = [c for c in kept if c.type in HOSTS and not c.rule.has("kills")]
    harms = (c for c in kept if c.type in _HARM or c.rule.has("kills"))
    for harm in sorted(harms, key=lambda one: one.status == "uncertain"):
        apart = (
            _nobody(harm) or harm.part or harm.rule.has("bare-count") or any(is_total(f, harm) for f in harm.figures)
        )
        near = [c for c in kept if not (c.dropped or _of_other_day(c, harm) or is_share(c, harm, kept))]
        host = None if apart else host_of(harm, [c for c in near if c in attacks]) or _killing(harm, near)
        host = None if host and told_anew(host, harm) else host
        if host and (_refers_back(host, harm, told) or (estimates and _only_names(host, harm, estimates))):
            absorb(harm, host)
            host.drop("only names what did the harm")
        elif host:
            host.decide(
                "its toll is told with it",
                attribution=host.attribution or harm.attribution,
                status=harm.status,
                harms=True,
            )
            absorb(host, harm)
            harm.drop("goes on the claim of the attack")
        elif harm.rule.has("kills") and (_in_passing(harm) or _is_sum(harm)):
            harm.decide("a toll, not an attack", type="casualties")
    return _join_casualties(without_moved(_without_spoils([c for c in kept if not c.dropped])))


def _without_spoils(drafts: list[Draft]) -> list[Draft]:
    """Arms taken in the sentence of an arrest or a fight are told with it: "held three men and seized 12 rifles"."""
    for taken in (c for c in drafts if c.type == "damage" and "seized" in c.rule.measure.values()):
        for deed in (c for c in drafts if c.type in _TAKEN_IN and c.status == taken.status):
            if not taken.dropped and same_sources(deed.attribution, taken.attribution):
                starts = {f.start for f in deed.figures}
                more = [f for f in taken.figures if f.start not in starts]
                deed.decide("arms taken in it", figures=tuple(sorted((*deed.figures, *more), key=lambda f: f.start)))
                taken.drop("told with the deed in which they were taken")
    return [c for c in drafts if not c.dropped]


def _refers_back(host: Draft, harm: Draft, told: Sequence[Draft]) -> bool:
    """ "Two others were hurt in the attack": a toll of an attack that was told before."""
    around = host.sentence.children(host.trigger)
    bare = refers_back(host) and all(t.dep in ("det", "punct") for t in around) and not host.figures
    placed = any(one.place_given or one.time_given for one in (host, harm))
    within = host.trigger.dep == "pobj" and host.sentence.head(host.trigger).lower in WORDS["folding.within"]
    return bare and within and harm.type in _HARM and not placed and any(one.type in ATTACKS for one in told)


def _only_names(host: Draft, harm: Draft, estimates: Estimates) -> bool:
    """ "The school was destroyed in the fighting": a fight told elsewhere, that is named as the cause of a harm."""
    did = harm.type != "damage" and host.trigger in harm.frame.subjects  # "the bombing that killed nine"
    told = host.harms or host.figures or did
    return not told and estimates.likely(harm) >= max(_TOLD, _TIMES * estimates.likely(host))


def _of_one_kind(drafts: list[Draft]) -> list[Draft]:
    """ "Killed four soldiers and wounded six": a number alone tells of those told before, whoever they are."""
    kinds = {d.trigger.index: d.type for d in drafts if d.rule.has("kills")}
    for draft in drafts:
        joined = draft.trigger.dep == "conj" or (draft.trigger.tag == "VBD" and draft.trigger.dep == "advcl")
        kind = kinds.get(draft.trigger.head) if joined and draft.rule.has("kills") else None
        others = [r for r in draft.targets if not any(f.start <= r.start < f.end for f in draft.figures)]
        if kind and not others and _is_bare(draft):
            draft.decide("it tells of those told before", type=kind)
    return drafts


def _killing(harm: Draft, kept: list[Draft]) -> Draft | None:
    """ "Nine were shot dead and two wounded": the killing that goes with a toll, unless this came after it."""
    killed = [c for c in kept if c.rule.has("kills") and c.type != "casualties" and not follows(harm, c)]
    return host_of(harm, killed) if harm.type == "casualties" else None


def _join_casualties(drafts: list[Draft]) -> list[Draft]:
    """ "killed 12 and wounded 30": one toll, where a number alone goes first with what is told right before it."""
    return _with_tolls(_with_tolls(drafts, alone=True), alone=False)


def _with_tolls(drafts: list[Draft], alone: bool) -> list[Draft]:
    """Each toll goes on the last one before that it belongs to; ``alone``: numbers alone, on the one right before."""
    kept: list[Draft] = []
    for draft in drafts:
        tells = draft.type == "casualties" and (not alone or _is_bare(draft))
        near = (kept[-1:] if alone else reversed(kept)) if tells else ()
        like = (k for k in near if k.type == draft.type and k.status == draft.status and _one_toll(k, draft))
        like = (k for k in like if not set_back(draft, k, drafts))
        twin = next((k for k in like if not is_share(k, draft, kept)), None)
        if tells and draft.attribution is None and any(_told_in(k, draft) for k in kept):
            draft.drop("part of the toll that is told")
        elif twin:
            absorb(twin, draft)
        else:
            kept.append(draft)
    return kept


def _told_in(toll: Draft, draft: Draft) -> bool:
    """ "Put its losses at 40, among them nine dead": whether a toll has each of the figures, as told by somebody."""
    figures = {(f.start, f.measure) for f in draft.figures}
    return toll.type == draft.type and bool(figures) and figures <= {(f.start, f.measure) for f in toll.figures}


def _is_bare(draft: Draft) -> bool:
    """ "And nine wounded": whether numbers alone are told of."""
    return bool(draft.figures) and all(f.start in draft.unitless for f in draft.figures)


def _one_toll(one: Draft, other: Draft) -> bool:
    below = other.trigger.tag == "VBN" and is_below(other.sentence, one.trigger, other.trigger)
    told = one.rule.has("toll") and other.attribution is None and below  # "put the toll at nine dead and 21 injured"
    if not (same_sources(one.attribution, other.attribution) or told):
        return False
    if _nobody(one) != _nobody(other) or _runs_up(one, other) or _runs_up(other, one) or _dated_apart(one, other):
        return False
    if len({d.place.start for d in (one, other) if d.place and places_itself(d)}) > 1:
        return False
    measures = {(f.measure, f.unit) for f in one.figures}
    known = {f.start for f in one.figures}
    return not any((f.measure, f.unit) in measures and f.start not in known for f in other.figures)


def _runs_up(toll: Draft, other: Draft) -> bool:
    """ "Killed two, bringing the number of civilians killed to 40": a total is no part of the toll beside it."""
    measures = {f.measure for f in other.figures if not is_total(f, other)}
    return any(f.measure in measures and is_total(f, toll) for f in toll.figures)


def _join_same_type(drafts: list[Draft]) -> list[Draft]:
    """Two triggers of one type in a clause ("an attack that struck …") are one event unless place or target differ."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k in kept if _same_event(k, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        laid = twin.trigger.dep == "acl" and twin.sentence.head(twin.trigger) in draft.frame.subjects
        if draft.trigger.pos == "VERB" and (_bare(twin) if twin.trigger.pos != "VERB" else laid):
            absorb(draft, twin)  # "protesters rallied": the verb tells it; "a bomb planted on a bus exploded"
            kept[kept.index(twin)] = draft
        else:
            absorb(twin, draft)
    return kept


_SERVED = types_with("served")


def _bare(noun: Draft) -> bool:
    """Whether a noun tells nothing of its own."""
    told = noun.figures or noun.actors or noun.targets or noun.frame.light
    return not noun.rule.definite or not told


_ADDRESSED = types_with("speech-act")


def _same_event(one: Draft, other: Draft) -> bool:
    if one.type != other.type or one.status != other.status or not same_sources(one.attribution, other.attribution):
        return False
    told_out = one.trigger == other.trigger and one.part != other.part  # "nine on Monday and four on Friday"
    if told_out or one.type == "casualties" or follows(one, other) or follows(other, one) or looks_back(one, other):
        return False
    if any(
        apart(*pair)
        for apart in (struck_back, fought_back, came_before, _runs_up)
        for pair in ((one, other), (other, one))
    ):
        return False
    served = one.type in _SERVED and one.trigger.pos == other.trigger.pos == "VERB"
    if served and other.trigger.dep == "conj" and _of_others(one, other):
        return False
    if (served or one.type in _ADDRESSED) and one.targets and other.targets:  # "asked A … and urged B …"
        return not {r.start for r in one.targets}.isdisjoint({r.start for r in other.targets})
    if one.type == "capture" and one.place and other.place:
        return one.place.place.name == other.place.place.name
    if (one.place_given and other.place_given and not same_place(one, other)) or _dated_apart(one, other):
        return False
    actors = names_of(one.actors), names_of(other.actors)
    return not (actors[0] and actors[1] and actors[0].isdisjoint(actors[1]))


def _of_others(one: Draft, other: Draft) -> bool:
    """ "A ceasefire took effect and 12 prisoners were released": neither does or suffers what the other does."""
    parties = [{*d.frame.subjects, *d.frame.objects} for d in (one, other)]
    return all(parties) and parties[0].isdisjoint(parties[1])


def _dated_apart(one: Draft, other: Draft, grains: Collection[str] = ()) -> bool:
    """Whether each has a day of its own in the sentence, or one of these grains: "in 2009 …; in 2010 …"."""
    told = [d.time.mention for d in (one, other) if d.time and d.time_given]
    return len({m.start for m in told if not grains or m.grain in grains}) == 2


def _of_other_day(attack: Draft, harm: Draft) -> bool:
    """A killing of a day is no attack in which others died on another."""
    return _dated_apart(attack, harm, () if attack.rule.has("kills") else _COARSE)


def _nobody(harm: Draft) -> bool:
    """ "Nobody was hurt" is a claim of its own."""
    return bool(harm.figures) and all(f.low == 0 and f.high == 0 for f in harm.figures)


def _is_sum(harm: Draft) -> bool:
    """A toll over a stretch of time ("killed since the coup"), or of hundreds, in no attack that is named."""
    running = harm.time is not None and harm.time_given and harm.time.mention.sense in ("since", "so-far")
    return running or any((f.low or 0) >= _MANY for f in harm.figures)


def _in_passing(harm: Draft) -> bool:
    """ "…, killing nine" without an attack that it hangs on; "accused of killing nine" is the attack itself.

    What a force hit may have any name: "the army hit a hedge, killing two".
    """
    struck = bool(harm.actors) and harm.sentence.head(harm.trigger).lemma in IMPACT_VERBS
    return harm.trigger.tag == "VBG" and harm.trigger.dep in ("advcl", "acl", "conj") and not struck


_MANY = 500
"""From how many dead a toll without an attack is one of many."""
