"""References: what a draft takes from the drafts before it, and what of it belongs to another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.bind.means import ATTACKS, REFERS_BACK, refers_back
from sayso.claims.bind.saying import same_sources
from sayso.claims.bind.targets import is_thing
from sayso.claims.bind.tolls import is_total
from sayso.claims.evidence import Evidence
from sayso.claims.fold.apart import on_other_days
from sayso.claims.naming import called, names_of, own_side
from sayso.claims.records import Draft
from sayso.claims.resolve.undated import is_of_another
from sayso.grammar.phrases import owners
from sayso.lang import lexicon
from sayso.model import Measure, Role
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_SENDING, _REJECTED = types_with("sending"), types_with("addressee")
_COMING_OF = types_with("harm") | {"displacement"}
IN_ATTACK = "of the attack told before"
"""Why a harm has the actors of an attack that its own words refer to."""
DENIED_BEFORE = "denies what was told before"
"""Why a denial has the parties and the place of what it denies."""
_REACH, _LONG = 6, 7
_TOLLED: frozenset[Measure] = frozenset({"killed", "injured", "casualties", "missing", "captured"})
_TOLD_BEFORE = 4


def settle_reference(draft: Draft, found: Sequence[Draft], evidence: Evidence) -> None:
    """ "Sunday's attack", "the assault": the type of the attack that it names, the one of that day if there is one."""
    if not draft.rule.has("names-attack") or draft.frame.objects:
        return
    if not refers_back(draft) and not draft.sentence.children(draft.trigger, "poss"):
        return
    attacks = [c for c in found if c.type in ATTACKS]
    day = draft.time.earliest if draft.time and draft.time_given else None
    days = [c for c in attacks if day and c.time and c.time.earliest == day]
    named = main_attack(days or attacks)
    if named is not None:
        draft.decide("names an attack told before", type=named.type)


def settle_measure(draft: Draft, found: Sequence[Draft]) -> None:
    """ "Rockets injured nine. Two were children": those counted without a name had what was told before befall them."""
    if draft.rule.has("bare-count") and draft.rule.has("among"):
        near = (f for c in reversed(found) if not c.rule.has("bare-count") for f in c.figures)
        measure: Measure = next((f.measure for f in near if f.measure in _TOLLED), "killed")
        draft.decide("of those told before", figures=tuple(replace(f, measure=measure) for f in draft.figures))


def main_attack(attacks: Sequence[Draft]) -> Draft | None:
    """The attack that a report is about: the last one told of the kind that it began with."""
    return next((a for a in reversed(attacks) if a.type == attacks[0].type), None)


def actors_from_context(draft: Draft, found: Sequence[Draft]) -> tuple[Role, ...]:
    """Who did it, where the sentences just before say so of the same event: an attack of the same kind and place."""
    if is_of_another(draft) or _is_set_apart(draft) or (draft.status == "denied" and draft.type in ATTACKS):
        return draft.actors
    if not draft.actors and draft.type == "agree":
        deals = (c for c in reversed(found) if c.type == "agree" and len(c.actors) > 1)
        return next((c.actors for c in deals), ())
    tolled = draft.type == "casualties" and draft.figures and not any(is_total(f, draft) for f in draft.figures)
    if tolled and not draft.actors and draft.status == "asserted":
        return _attackers(draft, found)
    one_side = draft.rule.actor == "both" and len(draft.actors) == 1  # "a soldier was killed in the clash"
    if draft.type not in ATTACKS or (draft.actors and not one_side):
        return draft.actors
    for before in reversed(found):
        if draft.sentence.index - before.sentence.index > _REACH:
            break
        told = names_of(before.actors) > names_of(draft.actors)
        told = told and before.type == draft.type and before.status != "denied"
        told = told and not on_other_days(before, draft, _LONG)
        if told and _same_place(before, draft) and not own_side(before.actors, draft.targets):
            return before.actors
    return draft.actors


def _is_set_apart(draft: Draft) -> bool:
    """ "Another attack", "died in a separate blast": words at the event set it apart from what was told before."""
    around = {t.index for t in (draft.trigger, *draft.frame.subjects, *(t for _, t in draft.frame.obliques))}
    return any(t.head in around for t in draft.sentence.tokens if t.lower in WORDS["references.apart"])


def actors_of_attack(harm: Draft, found: Sequence[Draft]) -> tuple[Role, ...]:
    """Who did it, of a harm that is told to have come of an attack told before: "nine were hurt in the attack".

    The one told last, or one before it at the same place; as told by the report itself or by the same source.
    """
    if harm.actors or harm.type not in _COMING_OF or not _comes_of_it(harm):
        return harm.actors
    near = [c for c in found if harm.sentence.index - c.sentence.index <= _REACH]
    attacks = [c for c in reversed(near) if (c.type in ATTACKS and c.rule.actor != "both") or c.type == "advance"]
    for attack in attacks:
        if not _same_place(attack, attacks[0]):
            break
        told = attack.attribution is None or same_sources(attack.attribution, harm.attribution)
        if attack.actors and told and attack.status == "asserted":
            return () if own_side(attack.actors, harm.targets) else attack.actors
    return ()


def _comes_of_it(harm: Draft) -> bool:
    """ "In the attack", "from these strikes": what the report has told, and nothing more is said of whose it was."""
    sentence = harm.sentence
    nouns = (t for p, t in harm.frame.obliques if p in WORDS["roles.course"] and t.lemma in WORDS["roles.operations"])
    told = ({t.lower for t in sentence.children(noun, "det")} for noun in nouns if not owners(sentence, noun))
    return any(articles & REFERS_BACK for articles in told)


def _attackers(toll: Draft, found: Sequence[Draft]) -> tuple[Role, ...]:
    """Who did it, of a toll behind the attack: "Gunmen attacked a village on Sunday. Ten people were killed."

    Nobody where another source than the toll's names them, or where the toll has a place or a day of its own or is of
    their own side.
    """
    before = [c for c in found if toll.sentence.index - c.sentence.index <= 1]
    attacks = [c for c in before if c.type in ATTACKS]
    if not attacks or attacks[-1].status != "asserted" or toll.place_given or toll.time_given:
        return ()
    attack = attacks[-1]
    told = attack.attribution is None or same_sources(attack.attribution, toll.attribution)
    return attack.actors if told and not own_side(attack.actors, toll.targets) else ()


def _same_place(one: Draft, other: Draft) -> bool:
    if one.place is None or other.place is None:
        return one.place is other.place
    return one.place.place.name == other.place.place.name


def settle_targets(draft: Draft, found: Sequence[Draft], evidence: Evidence) -> None:
    """Leave out the people hurt in what was hit; tell whose demand is rejected from the claims before."""
    if draft.type in ATTACKS and len(draft.targets) > 1:
        heads = [(role, evidence.head(role)) for role in draft.targets]
        if any(t is not None and is_thing(t, evidence) for _, t in heads):
            people = {r.start for r, t in heads if r.id is None and t is not None and evidence.is_person(t)}
            draft.decide("people in what was hit", targets=tuple(r for r in draft.targets if r.start not in people))
    elif draft.type == "interception" and not draft.targets:
        draft.decide("sent in the sentences before", targets=_shot_at(draft, found))
    elif draft.type == "reject" and not draft.targets:
        mine = names_of(draft.actors)
        for before in reversed(found):
            if draft.sentence.index - before.sentence.index > 1:
                break
            if before.type in _REJECTED and not mine & names_of(before.actors):
                draft.decide("who demanded it", targets=before.actors)
                break


def _shot_at(draft: Draft, found: Sequence[Draft]) -> tuple[Role, ...]:
    """Whose drones or missiles were shot down, where the sentences before tell who sent them."""
    mine = names_of(draft.actors) | {r.side for r in draft.actors if r.side}
    for before in reversed(found):
        if draft.sentence.index - before.sentence.index > _TOLD_BEFORE:
            break
        sent = before.type in _SENDING and before.status != "denied" and before.actors
        if sent and not mine & {s for r in before.actors for s in (called(r), r.side)}:
            return before.actors
    return ()


def settle_totals(draft: Draft, evidence: Evidence) -> None:
    """Leave out who is only added to a total: "one more died, bringing the toll to 12" states 12."""
    totals = [f for f in draft.figures if is_total(f, draft)]
    if not totals:
        return
    added = {
        f.start for f in draft.figures for t in totals
        if f is not t and f.measure == t.measure and (f.low or f.high or 0) < (t.low or t.high or 0)
        and f.start < t.start and evidence.reading.sentence_at(f.start) is draft.sentence
    }  # fmt: skip
    kept = tuple(f for f in draft.figures if f.start not in added)
    draft.decide("only added to a total", figures=kept)
