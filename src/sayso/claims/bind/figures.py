"""Figures: which counts a claim states, and as what measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.claims.bind.harm import nobody_hurt, none_of
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.measures import VERB_MEASURE, WITH_WEAPONS, make_figure, measure_told, measures_of
from sayso.claims.bind.people import AIR_UNITS, single_people, told_unit, with_companions, with_named
from sayso.claims.bind.roles import sufferers
from sayso.claims.bind.shares import is_left_out, nth_of, taken_out_of, with_parts
from sayso.claims.bind.tolls import after_colon, is_total, on_trigger, totalled
from sayso.claims.bind.worth import money_given
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.grammar.frames import TARGET_PREPS, expand
from sayso.grammar.phrases import of_which
from sayso.grammar.words import is_noun
from sayso.lang import lexicon
from sayso.model import PERSONS, CountMention, Figure, Token

WORDS = lexicon("claims")
_BESIDE_ITS_OBJECT = frozenset({"oblique", "none"})

_MOVED = frozenset({"displaced", "evacuated", "returned", "affected"})
_COUNTING = frozenset({"NOUN", "NUM", "ADJ", "CCONJ", "ADV", "PROPN"})
_NAMED = frozenset({"NOUN", "PROPN"})
_OBJECT = _NAMED | {"NUM", "ADJ", "DET", "PRON"}
_NO_HAUL: frozenset[str | None] = frozenset({"settlements", "buildings", "km2", "usd", None})
_COMING = frozenset({"clash", "attack-civilians", "capture", "advance"})
_BAND = 10
_SERVED: frozenset[str | None] = frozenset({"settlements", "buildings", "other", "people"})
_SETS_OF = WORDS["figures.sets_of"]
_ORDINAL, _TRIED = WORDS["figures.ordinal"], WORDS["figures.tried"]
_USING, _DEAD = WORDS["figures.using"], WORDS["figures.dead"]
_BEFALLEN = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def figures_of(draft: Draft, evidence: Evidence) -> tuple[Figure, ...]:
    """The figures of a draft by the measures its rule gives to the roles."""
    found: dict[tuple[int, int], Figure] = {}
    measures = measures_of(draft)
    for role, measure in measures.items():
        for plain in _counts(draft, role, evidence):
            count = told_unit(plain, measure, draft, evidence)
            chosen = measure_told(measure, count, draft, evidence)
            figure = make_figure(count, chosen)
            if figure:
                found.setdefault((figure.start, figure.end), figure)
    sent = (make_figure(count, "launched") for count in _weapons_used(draft, evidence))
    coming = (make_figure(count, "deployed") for count in _attackers(draft, evidence))
    further = (*sent, *_haul(draft, evidence), *_struck(draft, evidence), *money_given(draft, evidence), *coming)
    for told in filter(None, further):
        found.setdefault((told.start, told.end), told)
    for figure in _in_brackets(found.values(), draft, evidence):
        found.setdefault((figure.start, figure.end), figure)
    figures = [f for f in sorted(found.values(), key=lambda f: f.start) if not is_left_out(f, draft, evidence)]
    if draft.type != "casualties":
        undone = not draft.rule.has("kills") and draft.frame.verb is draft.trigger and none_of(draft)
        kept = () if undone else ("killed", "injured")  # "nobody was executed" denies the deed
        figures = [f for f in figures if f.low != 0 or f.high != 0 or f.measure in kept]
    if unhurt := nobody_hurt(figures, draft):
        return unhurt
    aimed = measures.get("target")
    figures = with_named(figures, draft, aimed, evidence) or single_people(draft, aimed, evidence)
    figures = with_companions(figures, draft, aimed, evidence)
    figures = list(nth_of(draft)) or figures
    beside = (*draft.words, *draft.sentence.children(draft.trigger, "amod", "compound"))
    if is_noun(draft.trigger) and any(t.lower in _TRIED for t in beside):
        figures = [f for f in figures if f.measure != "killed"]  # "the attempted murder of a mayor"
    return tuple(with_parts(figures, draft, evidence))


def _in_brackets(figures: Iterable[Figure], draft: Draft, evidence: Evidence) -> list[Figure]:
    """The same people counted by another unit in brackets: "4,500 people (900 households)"."""
    text, found = evidence.reading.document.text, []
    for count in evidence.counts_in.get(draft.sentence.index, ()):
        before = next((f for f in figures if text[f.end : count.start].strip() == "("), None)
        again = make_figure(count, before.measure) if before and before.measure in _MOVED else None
        if before and again and again.unit != before.unit and text[count.end : count.end + 1] == ")":
            found.append(again)
    return found


def unitless_of(draft: Draft, evidence: Evidence) -> frozenset[int]:
    """The starts of the figures whose number stands alone ("and wounded more than 50")."""
    counts = evidence.counts_in.get(draft.sentence.index, ())
    bare = {c.start for c in counts if c.unit is None}
    return frozenset(f.start for f in draft.figures if f.start in bare)


def _weapons_used(draft: Draft, evidence: Evidence) -> list[CountMention]:
    """Counted weapons that an attack was made with: "two drones hit", "attacked with 37 drones"."""
    if draft.type not in WITH_WEAPONS:
        return []
    tokens = [*draft.frame.subjects, *(t for p, t in draft.frame.obliques if p in WORDS["figures.weapons_used"])]
    tokens += [child for t in draft.sentence.children(draft.trigger, "advcl") if t.lemma in _USING
               for child in draft.sentence.children(t, "dobj")]  # fmt: skip
    return [c for t in tokens if evidence.weapon(t) and (c := evidence.count(t)) and not c.by_article]


def _haul(draft: Draft, evidence: Evidence) -> list[Figure]:
    """Things taken in an arrest or a fight: "arrested two men with 14 detonators", "and recovered six rifles"."""
    if draft.type not in ("arrest", "clash"):
        return []
    sentence, trigger = draft.sentence, draft.trigger
    tokens = [t for p, t in draft.frame.obliques if p == "with"] if draft.type == "arrest" else []
    verb = draft.frame.verb
    verbs = [v for v in (trigger, verb) if v is not None and v.pos == "VERB"]
    verbs += [t for v in verbs for t in sentence.children(v, "conj", "advcl")]
    for other in verbs:
        if other.lemma in WORDS["figures.taking"]:
            tokens += [x for t in sentence.children(other, "dobj") for x in expand(sentence, t)]
    counts = [c for t in tokens if (c := evidence.count(t)) and c.unit not in PERSONS and c.unit not in _NO_HAUL]
    return [f for c in counts if (f := make_figure(c, "seized"))]


def _attackers(draft: Draft, evidence: Evidence) -> list[CountMention]:
    """How many came: "hundreds of militants stormed the town", "some 60 gunmen on motorbikes attacked"."""
    if draft.type not in _COMING or draft.trigger.pos != "VERB" or draft.rule.measure.get("actor"):
        return []
    told = [one for t in draft.frame.subjects if t.pos == "NOUN" for one in _made_of(draft, t, evidence)]
    counts = [_count_at(draft, t, evidence) for t in told]
    return [c for c in counts if c and c.unit == "soldiers" and (c.low or c.high or 0) >= _BAND]


def _struck(draft: Draft, evidence: Evidence) -> list[Figure]:
    """How many things were hit: "airstrikes on two schools", "fired missiles at two bases"."""
    objects = draft.frame.objects if draft.trigger.pos == "VERB" and draft.rule.target == "object" else []
    if draft.type not in ATTACKS or any(not evidence.is_of_weapon(t) for t in objects):
        return []  # "ambushed a patrol on two motorcycles"
    counts = [evidence.count(t) for p, t in draft.frame.obliques if p in TARGET_PREPS]
    things = [c for c in counts if c and c.unit and c.unit not in PERSONS | AIR_UNITS]
    return [f for c in things if (f := make_figure(c, "affected"))]


def _counts(draft: Draft, role: str, evidence: Evidence) -> list[CountMention]:
    frame = draft.frame
    if role == "target":
        tokens = (
            sufferers(frame) if draft.rule.target == "subject" and not draft.rule.has("gets") else list(frame.objects)
        )
        tokens += _harmed_besides(draft)
        if draft.type in ("disruption", "aid"):
            tokens += [t for p, t in frame.obliques if p in WORDS["figures.given_to"]]
        if draft.type == "disruption":
            tokens += [t for p, t in frame.obliques if p in WORDS["figures.served_in"] and _is_served(t, evidence)]
        if draft.trigger.lemma in WORDS["figures.sending"]:
            tokens += [t for p, t in frame.obliques if p in WORDS["figures.made_of"]]
        if draft.rule.target in _BESIDE_ITS_OBJECT or draft.trigger.pos != "VERB":
            tokens += [t for p, t in frame.obliques if p in WORDS["figures.about"]]
    elif role == "actor":
        tokens = list(frame.subjects)
    else:
        return on_trigger(draft, evidence)
    if role == "target" and (own := _right_before(draft, evidence) or _right_after(draft, evidence)):
        tokens = [own]
    found = []
    for token in (one for t in _outermost(draft, tokens, evidence) for one in _made_of(draft, t, evidence)):
        count = _count_at(draft, token, evidence)
        count = taken_out_of(count, draft, evidence) if count else None
        if count is None or count in found or _told_of_others(draft, count, evidence):
            continue
        if count.start <= draft.trigger.start or not is_total(count, draft):  # not "the deaths bring to 31"
            found.append(count)
    found = found or totalled(draft, tokens, evidence)
    behind = draft.trigger.tag == "VBD" and any(t.index > draft.trigger.index for t in draft.frame.objects)
    if not found and draft.trigger.tag in ("VBN", "VBD") and not behind:  # not "two drones destroyed a shed"
        return after_colon(draft, evidence) or _just_before(draft, evidence)
    return found


def _outermost(draft: Draft, tokens: list[Token], evidence: Evidence) -> list[Token]:
    """Without what only tells whose those counted are: "killed three members of a crew of twelve"."""
    counted = {t.index for t in tokens if t.pos == "NOUN" and evidence.count(t)}
    return [t for t in tokens if not (t.dep == "pobj" and draft.sentence.head(draft.sentence.head(t)).index in counted)]


def _told_of_others(draft: Draft, count: CountMention, evidence: Evidence) -> bool:
    """ "A man was killed and three soldiers wounded": the second count goes with the second participle."""
    tokens = draft.sentence.tokens
    own = {draft.trigger.lemma, *(t.lemma for t in draft.words)}  # "left 12 wounded"
    if count.start < draft.trigger.start or draft.type == "evacuation":
        return False
    for token in tokens[draft.trigger.index + 1 :]:
        if token.start >= count.end and token.lower in _DEAD:
            return False
        if token.start >= count.end and token.tag in ("VBN", "VBD") and token.lemma in VERB_MEASURE:
            after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
            acts = after is not None and (after.pos in _OBJECT or _begun_by(after, draft, evidence) is not None)
            return token.lemma not in own and not acts
        if token.start >= count.end and token.pos not in _COUNTING:
            return False
    return False


def _right_before(draft: Draft, evidence: Evidence) -> Token | None:
    """The bare number right before a participle: "60 people were killed and over 200 injured"."""
    tokens, place = draft.sentence.tokens, draft.trigger.index - 1
    if draft.trigger.tag not in ("VBN", "VBD") or draft.trigger.lemma not in VERB_MEASURE:
        return None
    while place > 0 and tokens[place].pos == "ADV":
        place -= 1
    count = evidence.count(tokens[place]) if place >= 0 else None
    if count is None or count.noun or not count.low:
        return None
    before = [t for t in tokens if t.start < count.start][-1:]  # "killed in the attack and another 20 wounded"
    joined = draft.trigger.dep == "conj" or any(t.pos == "CCONJ" for t in before)
    return tokens[place] if joined else None


def _right_after(draft: Draft, evidence: Evidence) -> Token | None:
    """The bare number right after a verb of harm that has no other object: "and injured over 90,000"."""
    tokens, place = draft.sentence.tokens, draft.trigger.index + 1
    helped = draft.sentence.children(draft.trigger, "auxpass", "nsubjpass")
    if draft.trigger.lemma not in VERB_MEASURE or helped or place >= len(tokens):
        return None
    count = _begun_by(tokens[place], draft, evidence)
    bare = count is not None and not count.noun and not draft.sentence.children(draft.trigger, "dobj")
    return next((t for t in tokens[place:] if count and t.start == count.head), None) if bare else None


def _begun_by(token: Token, draft: Draft, evidence: Evidence) -> CountMention | None:
    """The count whose first word this is."""
    return next((c for c in evidence.counts_in.get(draft.sentence.index, ()) if c.start == token.start), None)


def _just_before(draft: Draft, evidence: Evidence) -> list[CountMention]:
    """ "left 30 dead and 60 wounded", "five injured", "and two civilians and three soldiers wounded"."""
    found: list[CountMention] = []
    before = draft.sentence.tokens[: draft.trigger.index]
    if len(before) > 1 and before[-1].pos == "CCONJ" and before[-2].pos in _NAMED:
        return []  # "killed four people and wounded": a verb with an object of its own before it
    for token in reversed(before):
        if token.pos not in _COUNTING or token.lower in _DEAD:  # "six dead and several others wounded"
            break
        count = evidence.count(token)
        if count and count not in found:
            found.append(count)
    return found


def _harmed_besides(draft: Draft) -> list[Token]:
    """Those harmed whom a bare participle tells: "with 286 of them killed", "five civilians and two soldiers hurt"."""
    frame, trigger, sentence = draft.frame, draft.trigger, draft.sentence
    if trigger.tag != "VBN" or trigger.lemma not in VERB_MEASURE:
        return []
    if not frame.passive and not frame.objects:
        return list(frame.subjects)
    found: list[Token] = []
    head = sentence.head(trigger)
    while trigger.dep == "acl" and head.dep == "conj" and sentence.head(head).pos == "NOUN":
        head = sentence.head(head)
        found.append(head)
    return found


def _is_served(token: Token, evidence: Evidence) -> bool:
    """Whether the word counts what a service is cut off in: "in five villages", "at 32 airports"."""
    count = evidence.count(token)
    return count is not None and count.unit in _SERVED and not count.by_article


def _made_of(draft: Draft, token: Token, evidence: Evidence) -> list[Token]:
    """What is counted in a word for many: "two waves of 30 drones", "the lives of nine soldiers and a cook"."""
    inside = of_which(draft.sentence, token) if token.lemma in _SETS_OF else ()
    counted = [one for t in inside for one in expand(draft.sentence, t) if evidence.count(one)]
    return counted or [token]


def _count_at(draft: Draft, token: Token, evidence: Evidence) -> CountMention | None:
    count = evidence.count(token)
    if count:
        head = draft.sentence.head(draft.sentence.head(token))
        one_of = token.dep == "pobj" and head.lemma in _ORDINAL and head.dep in _BEFALLEN  # "the last of five gunmen"
        return replace(count, start=head.start, low=1.0, high=1.0, bound="exact") if one_of else count
    beside = draft.sentence.children(token, "nummod", "amod", "quantmod", "det")
    return next(filter(None, map(evidence.count, beside)), None)
