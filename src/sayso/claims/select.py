"""Select: which drafts are claims that a conflict-data coder would want.

Not claims: a word that only refers back to an event already told ("the attack"), scene-setting without a place, figure
or date, and events told without any party, place, time, figure or source.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.bind.answers import answered_by
from sayso.claims.bind.extent import only_begins
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.saying import same_sources
from sayso.claims.naming import names_of
from sayso.claims.records import Draft
from sayso.claims.resolve.blame import ALLEGED
from sayso.claims.steps import Story
from sayso.grammar.answering import answering
from sayso.grammar.frames import LIGHT_VERBS
from sayso.grammar.phrases import led_by
from sayso.grammar.words import FINITE
from sayso.lang import lexicon
from sayso.model import EventType, Measure, PlaceMention
from sayso.model.claims import When
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")

_DEFINITE = WORDS["worth.definite"]
_NO = lexicon("grammar")["negative"]
_TAKING = frozenset({"abduction", "arrest", "deploy"})
_STAGED = types_with("armed") | {"abduction", "casualties", "damage", "disruption", "evacuation"}
_SURE, _SURER = 0.5, 0.7
"""From which likelihood on what lacks substance is a claim, and what refers back or only tells the background."""


class RuleSelector:
    """Selects by substance: a figure, a place, a time, a party with a source or a target."""

    def __call__(self, draft: Draft, story: Story, beside: Sequence[Draft]) -> bool:
        """Whether the draft is a claim; settles what of it belongs to another. ``beside``: those of its sentence."""
        presents = draft.type == "displacement" and _presents_speaker(draft, story)
        told = any(t.tag in FINITE for t in draft.sentence.tokens)  # not in a list of keywords
        likely = story.estimates.likely(draft) if story.estimates and told else 0.0
        found = [*story.told, *beside]
        return (
            not presents and story.violence.is_meant(draft) and not _is_staged(draft, found, story)
            and is_worth(draft, found, likely)
        )  # fmt: skip


def _is_staged(draft: Draft, found: Sequence[Draft], story: Story) -> bool:
    """Whether it tells on what the report opens with, a drill or a play, and of no event told since."""
    show = story.staged.get(draft.sentence.index)
    return show is not None and draft.type in _STAGED and not any(c.sentence.index >= show for c in found)


def _presents_speaker(draft: Draft, story: Story) -> bool:
    """ "A resident who arrived after the strike said": that only tells who speaks, unless a refugee does; so does "who
    had fled Bara", without a day."""
    noun = draft.sentence.head(draft.trigger)
    one = noun.tag in ("NN", "NNP") and noun.lemma not in WORDS["select.displaced"]
    dated = draft.time_given and _inside(draft, draft.time) and not draft.rule.has("arrives")
    return draft.trigger.dep in ("relcl", "acl") and one and noun.start in story.evidence.source_words and not dated


def is_worth(draft: Draft, found: list[Draft], likely: float = 0.0) -> bool:
    """Whether the draft is a claim. ``found``: the claims told before; ``likely``: how likely the learned model has it,
    whose word stands for the substance that the draft lacks where it is sure."""
    if draft.rule.has("bare-count"):
        told = draft.attribution or not draft.rule.speaker
        apart = draft.trigger.dep != "relcl"  # "eighteen bodies, of which two are of children"
        return bool(told and draft.figures and apart) and _told_like(draft, found)
    if draft.rule.speaker:
        told = bool(draft.actors or draft.answers or (draft.attribution and draft.type == "casualties"))
        return told or likely >= _SURE
    if draft.sentence.tokens[-1].text == "?":
        return False
    uncounted = draft.type == "casualties" and not draft.figures
    if uncounted and draft.rule.has("toll") and (not draft.time_given or _inside(draft, draft.time)):
        return False  # "gave no number of dead", "nearly double the toll of last month"
    if draft.status == "denied" and _negated_itself(draft):
        return True
    if only_begins(draft):
        return False
    if _sets_scene(draft) or _says_who(draft):
        return likely >= _SURER
    died = any(f.measure == "killed" for f in draft.figures)
    if draft.rule.has("in-care") and not died and not _are_wounded(draft, found):
        return False
    if uncounted and draft.trigger.dep == "amod":
        return False  # "photos of dead soldiers"
    if draft.trigger.pos in ("NOUN", "PROPN"):
        reported = draft.attribution is not None and not draft.rule.has("needs-source")
        if _generic(draft) or (draft.type == "casualties" and not (draft.figures or reported)):
            return False  # "reports of civilian casualties": a toll without a number, where nobody gives it
        if _one_of_many(draft) or (is_named_after_place(draft) and not draft.figures):
            return False
        if _is_reacted_to(draft):
            return False
        if _is_answer(draft, found):
            return True
        if _refers_back(draft) and not _own_content(draft, found):
            new = not any(c.type in _family(draft) for c in found)
            return (new and _has_substance(draft)) if likely < _SURE else (new or likely >= _SURER)
    return likely >= _SURE or _has_substance(draft)


def _sets_scene(draft: Draft) -> bool:
    """ "The army has been fighting the rebels since 2009": a fight that goes on, not placed and dated or counted."""
    placed, dated = draft.place_given, draft.time_given
    if draft.trigger.dep == "relcl":  # "the front, which fights for a state, …"
        placed, dated = placed and _inside(draft, draft.place), dated and _inside(draft, draft.time)
    return draft.rule.has("scene") and not (placed and (dated or draft.figures))


def _says_who(draft: Draft) -> bool:
    """ "A journalist held by the group", "soldiers guarding a mine were shot": which one is meant, and no news."""
    dated = draft.time_given and _inside(draft, draft.time)
    if draft.type == "sanction" and draft.trigger.dep in ("acl", "relcl") and not dated:
        return True  # "the party, which is listed as a terrorist organisation by Ankara"
    if draft.type == "displacement" and draft.trigger.dep == "amod" and not draft.figures:
        people = draft.sentence.head(draft.trigger)  # "a camp for displaced people"
        return people.dep in ("poss", "compound") or bool(led_by(draft.sentence, people, WORDS["means.meant_for"]))
    if draft.type == "deploy" and draft.trigger.tag == "VBG" and draft.trigger.dep == "acl":
        return draft.sentence.head(draft.trigger).dep == "nsubjpass"
    told = draft.figures or draft.time_given or draft.place_given
    bare = draft.trigger.tag == "VBN" and not draft.sentence.children(draft.trigger, "auxpass", "nsubjpass")
    return draft.type in _TAKING and bare and draft.trigger.dep == "acl" and not told


def _inside(draft: Draft, told: PlaceMention | When | None) -> bool:
    """Whether the place or the day stands in the very clause."""
    inside = {t.start for t in draft.sentence.subtree(draft.trigger)}
    mention = told.mention if isinstance(told, When) else told
    return mention is not None and mention.start in inside


def _are_wounded(draft: Draft, found: list[Draft]) -> bool:
    """Whether people in hospital were hurt by violence: the words say so, or an attack or toll was told before."""
    if any(t.lemma in WORDS["select.wounding"] for t in draft.sentence.tokens):
        return True
    patients = any(t.lemma in WORDS["select.patients"] for t in (*draft.frame.objects, *draft.frame.subjects))
    ill = any(t.lower in WORDS["select.illness"] for c in found for t in c.sentence.tokens)
    return not (patients or ill) and any(c.type in ATTACKS or c.type == "casualties" for c in found)


def _told_like(draft: Draft, found: list[Draft]) -> bool:
    """ "The army counted nine", "another 900 came": a toll, or people on the move, where the sentences before told
    some."""
    near = [c for c in found if draft.sentence.index - c.sentence.index <= _NEAR]
    wanted = _TOLLED if draft.type == "casualties" else {f.measure for f in draft.figures}
    return any(f.measure in wanted for c in near for f in c.figures)


_NEAR = 3
_TOLLED: frozenset[Measure] = frozenset({"killed", "injured", "missing"})


def _negated_itself(draft: Draft) -> bool:
    """ "no damage", "did not enter": the denial is of this very event."""
    if draft.trigger.pos == "VERB":
        return bool(draft.actors or draft.targets or draft.place_given)
    return any(t.lower in _NO for t in draft.sentence.children(draft.trigger, "det", "neg"))


def _is_reacted_to(draft: Draft) -> bool:
    """ "Condemnation of the bombing came from Dublin on Monday", "alluded to the murder of his uncle": place and day
    are of the words about it; so is a condemnation, where nobody is said to have done it."""
    above = draft.sentence.head(draft.trigger)
    over = draft.sentence.head(above)
    if draft.trigger.dep == "dobj" and above.lemma in WORDS["select.condemning"]:
        return not (draft.figures or draft.actors or draft.time_given)
    if draft.trigger.dep == "pobj" and over.pos == "VERB" and over.lemma in WORDS["select.mentioning"]:
        return not (draft.time_given or draft.place_given)
    reacted = draft.trigger.dep == "pobj" and over.pos == "NOUN" and over.lemma in WORDS["select.reactions"]
    return reacted and _refers_back(draft) and not draft.figures and not draft.sentence.children(draft.trigger, "prep")


def _generic(draft: Draft) -> bool:
    determiners = {t.lower for t in draft.sentence.children(draft.trigger, "det", "predet")}
    return bool(determiners & WORDS["worth.generic"]) and not draft.figures and draft.status != "denied"


def _one_of_many(draft: Draft) -> bool:
    """ "in the deadliest attack this year", "the second such raid": ranks an event that is told elsewhere."""
    if draft.type not in ATTACKS or draft.figures or draft.targets:
        return False
    before = draft.sentence.children(draft.trigger, "amod")
    return any(t.tag == "JJS" or t.entity == "ORDINAL" or t.lower in WORDS["worth.one_of_many"] for t in before)


def is_named_after_place(draft: Draft) -> bool:
    """ "The Christchurch attack", "the Battle of the Bulge": an event known by its place, spoken of and not told."""
    if draft.type not in ATTACKS or draft.trigger.pos not in ("NOUN", "PROPN"):
        return False
    sentence, trigger = draft.sentence, draft.trigger
    if trigger.pos == "PROPN" and trigger is not sentence.tokens[0] and trigger.text.istitle():
        return any(t.lower in WORDS["worth.named_of"] for t in sentence.children(trigger, "prep"))
    before = list(sentence.children(trigger, "compound", "nmod", "det"))
    before += [t for word in before if word.pos == "NOUN" for t in sentence.children(word, "compound", "nmod", "det")]
    names = [t for t in before if t.pos == "PROPN"]
    definite = any(t.lower in _DEFINITE for t in before)
    return definite and bool(names) and all(t.index < trigger.index for t in names)


def _refers_back(draft: Draft) -> bool:
    """ "the attack", "Ukraine's incursion", "an assault" without anything of its own: names an event told elsewhere."""
    before = draft.sentence.children(draft.trigger, "det", "poss", "amod")
    definite = any(t.lower in _DEFINITE or t.dep == "poss" for t in before)
    generic = draft.rule.has("names-attack") and draft.type in ("clash", "attack-civilians")
    return (definite or generic or not draft.rule.definite) and not draft.frame.light


def _own_content(draft: Draft, found: list[Draft]) -> bool:
    """A figure, or a time or a place not told yet that hangs on the trigger itself."""
    one = all(f.low == f.high == 1 and f.measure in _TOLLED for f in draft.figures)  # "the death of the general"
    family = [c for c in found if c.type in _family(draft)]
    if draft.harms or (draft.figures and not one) or _names_doer(draft, family):
        return True
    head = draft.sentence.head(draft.trigger)  # "clashes broke out after midnight"
    happens = draft.trigger.dep == "nsubj" and head.lemma in WORDS["worth.happening"]
    inside = {t.start for t in draft.sentence.subtree(head if happens else draft.trigger)}
    time = draft.time if draft.time_given else None
    if time is not None and time.mention.start in inside:
        days = [(c.time.earliest, c.time.latest) for c in family if c.time]
        if (time.earliest, time.latest) not in days:
            return True
    place = draft.place
    if place is None or not draft.place_given or place.start not in inside:
        return False
    told = [c.place.place for c in family if c.place]
    coarse = place.place.grain in ("country", "region")
    return not any(p.name == place.place.name or (coarse and p.country == place.place.country) for p in told)


def _names_doer(draft: Draft, told: list[Draft]) -> bool:
    """ "The front is responsible for the attack", "blamed the attack on the front": who did it is news."""
    over = draft.sentence.head(draft.trigger)
    laid = over.lemma in WORDS["roles.laying"] and draft.trigger.dep in ("dobj", "nsubjpass")
    answered = draft.rule.definite and answering(draft.sentence, draft.trigger) is not None
    alleged = any(d.reason == ALLEGED for d in draft.decisions)
    doers = names_of(draft.actors) if alleged or laid or answered else frozenset()
    same = [c for c in told if same_sources(c.attribution, draft.attribution)]
    taken = any(c.rule.has("responsibility") and c.sentence is draft.sentence for c in same)  # told as that
    return bool(doers) and (alleged or not (taken or any(doers <= names_of(c.actors) for c in same)))


def _is_answer(draft: Draft, found: list[Draft]) -> bool:
    """ "The militia denied the killing": what was told by others, and not yet denied by it."""
    told = [c for c in found if c.type in _family(draft)]
    denied = draft.status == "denied" and draft.attribution is not None and draft.attribution.stance != "doubts"
    return denied and bool(told) and not any(same_sources(c.attribution, draft.attribution) for c in told)


def _family(draft: Draft) -> frozenset[EventType]:
    """The types under which the same event may have been told."""
    if draft.type in ATTACKS or draft.type == "advance":
        return ATTACKS | {"advance"}
    return frozenset({draft.type})


def _has_substance(draft: Draft) -> bool:
    """Specific enough: a figure, its own place or time, or a named party together with a source or a target; a deal
    that no rule tells has a party or a figure."""
    if draft.type == "agree" and not draft.rule.when and not (draft.actors or draft.targets or draft.figures):
        return False
    if draft.figures or draft.time_given or draft.harms:
        return True
    if draft.place_given and draft.place and draft.place.place.grain != "country":
        return True
    if draft.actors and answered_by(draft.sentence, draft.trigger):
        return True
    telling = draft.trigger.pos in ("VERB", "ADP")
    if draft.attribution and (draft.actors or draft.targets or telling):
        return True
    closed = draft.type == "disruption" and draft.trigger.pos == "ADJ"
    over = draft.sentence.head(draft.trigger)  # "imposed a curfew", "launched an attack"
    done = draft.frame.light and draft.trigger.dep in ("dobj", "nsubjpass") and over.lemma in LIGHT_VERBS
    if draft.trigger.pos == "VERB" or closed or done:
        frame = draft.frame
        moved = draft.type in ("deploy", "disruption") and draft.trigger.pos != "NOUN"
        bound = moved and bool(frame.obliques or frame.objects)
        imposed = draft.type in ("disruption", "emergency", "warning") and frame.light  # "a curfew was imposed"
        return bound or imposed or bool(draft.actors or draft.targets)
    return bool(draft.actors and draft.targets)
