"""Standing: nouns that stand for a place named before ("the town", "there"), and those that count several places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sayso.claims.bind.extent import is_perfect
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.phrases import led_by
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import PlaceMention, Sentence, Token

WORDS = lexicon("claims")
_WITHIN, _WHOLE = WORDS["setting.within"], WORDS["setting.whole"]
_INDEFINITE = lexicon("places")["articles.indefinite"]
_POINTING = WORDS["setting.pointing"]
_THERE, _APART = WORDS["setting.there"], WORDS["setting.apart"]
_POINT = frozenset({"point"})
_OPENING, _DASHES = 8, "-–"
_LONG, _WEEK = timedelta(60), timedelta(7)
_LYING_IN = WORDS["setting.lying_in"]
_LANDS, _PARTS = WORDS["setting.lands"] | WORDS["setting.provinces"], WORDS["setting.parts"]
_BEFORE_NOUNS = frozenset({"compound", "nmod", "amod"})
_NOUNS = {noun: frozenset(fine.split()) for noun, fine in WORDS.table("setting.nouns").items()}


def stands_for_place(sentence: Sentence, token: Token) -> frozenset[str]:
    """The precisions of the place that a word may stand for; empty when it stands for none."""
    if token.lower in _THERE and token.dep == "advmod":
        return frozenset({"point", "admin2", "admin1", "region"})
    wanted = _NOUNS.get(token.lemma)
    if wanted is None or token.pos != "NOUN" or token.tag == "NNS":
        return frozenset()
    if not any(t.lower in _POINTING for t in sentence.children(token, "det", "amod")):
        return frozenset()
    if any(t.pos == "PROPN" for t in sentence.children(token, "compound", "nmod", "appos", "amod", "poss")):
        return frozenset()
    if any(t.lower in OF for t in sentence.children(token, "prep")) or sentence.children(token, "relcl", "acl"):
        return frozenset()
    top = sentence.head(token) if token.dep == "poss" else token  # "at the town's northern exit"
    above = sentence.head(top)
    placed = top.dep == "pobj" and above.lower in _WITHIN
    return wanted if placed or token.dep in ("dobj", "nsubjpass") else frozenset()


def is_whereabouts(sentence: Sentence, mention: PlaceMention, head: Token) -> bool:
    """Whether a region or a sea only says where another place lies: "the Red Sea port of X", "the Sahel country"."""
    noun = sentence.head(head)
    if mention.place.grain != "region" or head.dep not in _BEFORE_NOUNS or noun.start < mention.end:
        return False
    return noun.lemma in _LYING_IN and any(t.lower in _POINTING for t in sentence.children(noun, "det"))


def is_end_of_way(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a town is only one end of a way: "on the Jammu-Srinagar highway"."""
    behind = [t for t in sentence.tokens if t.start >= mention.end][:2]
    glued = len(behind) > 1 and behind[0].text in _DASHES and behind[0].start == mention.end
    return glued and behind[1].tag == "NNP"


def stands_for_country(sentence: Sentence, mention: PlaceMention, head: Token) -> bool:
    """Whether the country that lies in a region is the one spoken of: "in the Caribbean country"."""
    noun = sentence.head(head)
    named = any(t.lower in OF for t in sentence.children(noun, "prep")) or sentence.children(noun, "appos")
    return noun.lemma in WORDS["setting.nations"] and not named and is_whereabouts(sentence, mention, head)


def is_spread(draft: Draft) -> bool:
    """Whether the event is told of several districts or towns at once, by their number."""
    sentence = draft.sentence
    verb = draft.frame.verb or draft.trigger
    counted = (t for t in sentence.tokens if t.tag == "NNS" and sentence.children(t, "nummod"))
    lasting = (t for t in counted if _NOUNS.get(t.lemma, _POINT) != _POINT)
    return any(verb in (t, *sentence.ancestors(t)) for t in lasting)


def is_in_part(draft: Draft) -> bool:
    """ "In the east of the country", "in another part of the province": somewhere in a land, and in no town of it."""
    sentence, verb = draft.sentence, draft.frame.verb or draft.trigger
    for land in (t for t in sentence.tokens if t.lemma in _LANDS and t.dep == "pobj"):
        part = sentence.head(sentence.head(land))
        within = part.lemma in _PARTS and sentence.head(part).lower in _WITHIN
        pointed = any(t.lower in _POINTING for t in sentence.children(land, "det"))
        if within and pointed and sentence.head(land).lower in OF and verb in sentence.ancestors(part):
            return True
    return False


def on_its_day(draft: Draft, given: Sequence[Draft]) -> PlaceMention | None:
    """ "Monday's blast": the place of the one event of its type that was told to be on that day."""
    when = draft.time if draft.time_given and draft.trigger.pos == "NOUN" else None
    if when is None or when.earliest is None or when.earliest != when.latest:
        return None
    same = [d for d in given if d.type == draft.type and d.time_given and d.time and d.place]
    of_day = [d.place for d in same if d.time and (d.time.earliest, d.time.latest) == (when.earliest, when.latest)]
    return of_day[-1] if len({p.place.name for p in of_day if p}) == 1 else None


def opens(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place stands before all else in a sentence, and sets its scene: "In the east, …"."""
    return mention.start - sentence.start <= _OPENING


def is_other_town(sentence: Sentence, land: Token | None) -> bool:
    """Whether a town without a name is told that lies there, none of those named: "in a small village in Mali"."""
    noun = led_by(sentence, land, _WHOLE) if land is not None else None
    told = noun is not None and noun.lemma in WORDS["targets.settlements"]
    opening = sentence.child(noun, "det", "nummod") if noun is not None and told else None
    return opening is not None and (opening.pos == "NUM" or opening.lower in _INDEFINITE)


def runs_long(draft: Draft) -> bool:
    """Whether it is counted over months: "since January", "this year"."""
    when = draft.time if draft.time_given else None
    return bool(when and when.earliest and when.latest and when.latest - when.earliest > _LONG)


def is_of_many(draft: Draft, evidence: Evidence) -> bool:
    """Whether it is of many places, not of the one told beside it: of events that stand in one word ("separate
    attacks", "clashes have killed hundreds"), or counted over more than a week ("last month")."""
    sentence, when = draft.sentence, draft.time if draft.time_given else None
    things = (t for t in (draft.trigger, *draft.frame.subjects) if not (evidence.is_person(t) or evidence.weapon(t)))
    if is_perfect(draft) and any(t.tag == "NNS" for t in things):
        return True
    events = [sentence.head(t) for t in sentence.tokens if t.lower in _APART]
    if any(e.tag == "NNS" and (e is draft.trigger or draft.trigger in sentence.ancestors(e)) for e in events):
        return True
    return bool(draft.figures and when and when.earliest and when.latest and when.latest - when.earliest > _WEEK)
