"""Where: the place of an event, from its own words, its sentence, or the context that governs it.

In the sentence the place closest to the trigger in the tree counts, the smallest of those equally close. A place in
what names the source, in another party's clause or in a relative clause about something else is no place of the event;
a border, a hospital and the place that people or troops go to (or weapons come from) are so only where nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from sayso.claims.bind.answers import is_of_answer, is_of_other
from sayso.claims.bind.aside import is_reason
from sayso.claims.bind.authority import of_authority, opening
from sayso.claims.bind.means import ATTACKS
from sayso.claims.bind.nearest import Ranked, choose
from sayso.claims.bind.relative import opens_next, where_told
from sayso.claims.bind.tolls import is_beside_sum
from sayso.claims.evidence import Evidence
from sayso.claims.records import Draft
from sayso.claims.resolve.scenes import is_birthplace, is_indoors, is_line
from sayso.claims.resolve.setting import SPEECH, PlaceContext
from sayso.claims.resolve.standing import is_end_of_way, is_whereabouts
from sayso.grammar.clauses import tells_number
from sayso.grammar.frames import governor
from sayso.grammar.words import OF
from sayso.lang import lexicon
from sayso.model import FINENESS, PlaceMention, Sentence, Token
from sayso.rules.ontology import types_with

WORDS = lexicon("claims")
_THEM, _TAKING = WORDS["where.them"], WORDS["where.taking"]
_TAKEN = types_with("taken")
_HARMS = ATTACKS | {"casualties"}
_FLOWN = ATTACKS | {"interception"}
_ORIGIN = types_with("origin")
_TO = WORDS.row("where.to")
_BUILT = WORDS.row("where.built")
# What a clause between a place and the word above it adds to their distance, by how the clause hangs on.
_STEP = WORDS.table("where.step")
_OTHER_STEP = 1.0
_APART, _DOUBTFUL = 9.0, 3.0
_ABOUT = frozenset({"protest", "arrest"})
_WARDS, _GROUND = WORDS["where.wards"], WORDS["where.ground"]
_AGAINST_OR_FOR = re.compile(rf"\b(?:{'|'.join(WORDS.row('where.sides'))})-$", re.I)
_JOINED = re.compile(r"-([a-z]+)")
_PREFIX = 6
_OTHER_TIMES, _WITHIN = WORDS["where.other_times"], WORDS["where.within"]


def place_of(
    draft: Draft, evidence: Evidence, context: PlaceContext, elsewhere: Collection[int] = ()
) -> tuple[PlaceMention | None, bool]:
    """The place that the sentence gives for the event, or None; and whether it surely is the event's.

    A place that is not ("taken to X", "fled to X") holds only where the context gives none. ``elsewhere``: starts
    of the places that belong to other numbers of the sentence.
    """
    named = tuple(p for p in evidence.places_in.get(draft.sentence.index, ()) if p.start not in elsewhere)
    if told := where_told(draft, named, evidence):
        return told, True
    heads = [(head, p) for p in named if (head := evidence.head(p)) and _usable(draft, p, head, evidence)]
    heads += context.named_again(draft.sentence)
    ranked: list[Ranked] = []
    for head, mention in heads:
        distance = _distance(draft, mention, head, evidence)
        if distance is not None and distance < _APART:
            ranked.append(Ranked(distance, head, mention))
    if not ranked:
        return of_authority(draft, named, evidence) or opening(draft, named, evidence, context), True
    chosen = choose(ranked, draft.sentence, evidence.reading.document.text, draft.frame.verb or draft.trigger)
    return chosen.mention, chosen.distance - _of_line(draft, chosen.mention) < _DOUBTFUL


def _usable(draft: Draft, mention: PlaceMention, head: Token, evidence: Evidence) -> bool:
    """Whether the mention says where something is; the name of a target, or in that of a building, does as well."""
    sentence = draft.sentence
    if mention.place.id is None and mention.place.name.islower():
        return False  # "multiple areas"
    if _hyphened(mention, evidence.reading.document.text):
        return False
    if draft.rule.speaker and (_addressed(draft, head) or _of_speaker(draft, head)):
        return False
    if _says_who(draft, head, evidence) or _is_about(draft, head) or opens_next(draft, head):
        return False
    if evidence.in_force_name(mention):
        return False
    if draft.type in SPEECH and mention.place.grain == "country" and _attached(sentence, head)[0] not in _WITHIN:
        return False  # "sent arms to Ukraine", "accused Iran": whom it is about
    above = sentence.head(head)
    modifies = head.dep in ("compound", "nmod", "amod", "poss") and above.end > mention.end
    ground = above.lemma in _GROUND or evidence.is_class(above, "settlement") or evidence.is_class(above, "ground")
    if modifies and mention.place.grain == "country" and not ground:  # "Lebanese soil" is a stretch of it
        return False
    seats = [p.place for t in sentence.children(above, "appos") if (p := evidence.place(t))] if modifies else []
    if any(FINENESS[seat.grain] < FINENESS[mention.place.grain] for seat in seats):
        return False  # "the Chechen capital, Grozny"
    if modifies and is_line(mention) and (evidence.is_force(above) or evidence.is_person(above)):
        return False  # "border guards"
    if mention.locative and not (modifies and evidence.is_force(above)):  # "from the Kherson brigade"
        return True
    if any(mention.start <= t.start < mention.end for t in draft.frame.objects):
        return True
    if head.dep not in ("poss", "compound", "nmod", "pobj") or mention.place.grain == "country":
        return False
    noun = above
    if head.dep == "pobj":
        noun = sentence.head(above) if above.lower in OF else head
    return any(evidence.is_class(noun, name) for name in _BUILT)


def _hyphened(mention: PlaceMention, text: str) -> bool:
    """ "Russia-backed", "pro-Moscow": whose side somebody is on; "rebel-held" and "Russian-occupied" are places."""
    if _AGAINST_OR_FOR.search(text[max(0, mention.start - _PREFIX) : mention.start]):
        return True
    behind = _JOINED.match(text, mention.end)
    return behind is not None and behind.group(1) not in WORDS["where.held"]


def _attached(sentence: Sentence, head: Token) -> tuple[str, Token]:
    """The preposition and the word above a place; "of the village of X" hangs where the village does."""
    above = sentence.head(head)
    while above.pos == "ADP" and above.lower in OF and sentence.head(above).lemma in WORDS["where.parts"]:
        above = sentence.head(sentence.head(above))
    return (above.lower if above.pos == "ADP" else "", sentence.head(above) if above.pos == "ADP" else above)


def _says_who(draft: Draft, head: Token, evidence: Evidence) -> bool:
    """ "a driver from the capital", "Thomas Hall, 21, of the coast": whence somebody is, not where it happened."""
    if is_birthplace(draft.sentence, head):
        return True
    preposition, noun = _attached(draft.sentence, head)
    if noun in draft.words or noun.pos not in ("NOUN", "PROPN"):
        return False
    named = noun.pos == "PROPN" and noun.entity == "PERSON"
    if draft.type == "displacement" and preposition == "from" and noun in (*draft.frame.subjects, *draft.frame.objects):
        return False  # "hosts 300 refugees from Mali": whence they fled
    return (preposition == "from" or (named and preposition == "of")) and (named or evidence.is_person(noun))


def _is_about(draft: Draft, head: Token) -> bool:
    """ "protested against a visit to the north", "jailed over a raid in the north": what it is about is elsewhere."""
    if draft.type not in _ABOUT:
        return False
    above = list(draft.sentence.ancestors(head))
    until = next((i for i, t in enumerate(above) if t in draft.words), 0)
    led = above[:until] if draft.type == "protest" else above[max(until - 1, 0) : until]  # not "while looking for"
    return any(t.pos == "ADP" and t.lower in WORDS["where.about"] for t in led)


def _addressed(draft: Draft, head: Token) -> bool:
    """ "urged Juba to …", "called on Juba to …": the addressed is no place."""
    verb, above = draft.frame.verb, draft.sentence.head(head)
    if verb is not None and head.dep == "pobj" and above.lower in WORDS["where.addressing"]:
        return above.head == verb.index
    return head.dep == "dobj" and verb is not None and head.head == verb.index


def _of_speaker(draft: Draft, head: Token) -> bool:
    """Whether the place belongs to the subject of a speech act: who the speaker is or where they are."""
    verb = draft.frame.verb
    subjects = {t.index for t in draft.sentence.children(verb, "nsubj", "nsubjpass")} if verb else set()
    return any(t.index in subjects for t in (head, *draft.sentence.ancestors(head)))


def _distance(draft: Draft, mention: PlaceMention, head: Token, evidence: Evidence) -> float | None:
    """How far a place is from the trigger in the tree: 0 under it, more for each clause between; None: elsewhere."""
    sentence, trigger = draft.sentence, draft.trigger
    if _is_said_at(sentence, head, draft, evidence) or is_of_answer(sentence, trigger, head):
        return None
    if is_of_other(sentence, trigger, head.start):
        return None
    chain = [trigger, *sentence.ancestors(trigger)]
    path = [head, *sentence.ancestors(head)]
    above = next((t for t in chain if t in path), None)
    penalty = _penalty(draft, mention, head)
    if above is None:
        return None if draft.rule.speaker else penalty + 6
    if above is not trigger and (any(t.start in evidence.source_words for t in path[1:]) or is_beside_sum(draft, path)):
        return None
    path = path[: path.index(above)]
    below = _clauses(draft, path)
    if above is trigger:
        return penalty + below
    if draft.rule.speaker:
        return None
    between = chain[: chain.index(above)]
    if is_reason(sentence, between):
        return None
    outer = [t for t in between[1:] if _heads_clause(t)]
    behind = head.start > above.start and any(_stands_alone(sentence, t) for t in between)
    return penalty + 0.5 + below + len(outer) + (0.2 if head.start > trigger.start else 0) + (1.0 if behind else 0)


def _heads_clause(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass")


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """Whether a coordinated verb has a subject of its own, and so an event of its own."""
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    return verb.dep == "conj" and verb.pos == "VERB" and bool(subjects) and not tells_number(sentence, verb)


def _clauses(draft: Draft, path: list[Token]) -> float:
    """What the clauses between a place and the word above it add to its distance."""
    sentence, total = draft.sentence, 0.0
    around = {t.index for t in (*draft.words, *draft.frame.objects, *(t for _, t in draft.frame.obliques))}
    for token in path:
        if token.dep == "appos" and token is not path[0]:
            total += _STEP["appos"]
        if token.pos == "ADP" and token.lower in _OTHER_TIMES:
            total += _OTHER_STEP  # "after a coup in Bamako, rebels took the north"
        if _stands_alone(sentence, token) or (token.dep == "conj" and token.lemma in WORDS["where.belief"]):
            return _APART
        if token.lemma in WORDS["where.lying"] and any(t.lower in WORDS["where.whence"] for t in path):
            return _APART  # "in the village, which lies 60 km from X"
        if token.dep in ("relcl", "acl"):
            near = sentence.head(token).index in around and token.lemma not in _TAKING
            total += _STEP["near-relative" if near else "relative"]
        elif _heads_clause(token) and not tells_number(sentence, token):
            total += _STEP.get(token.dep, _OTHER_STEP)
    return total


def _penalty(draft: Draft, mention: PlaceMention, head: Token) -> float:
    """What speaks against a place: a doubt, that weapons came from there, or that it is a border."""
    penalty = _doubt(draft, mention, head)
    if not penalty and draft.type in _FLOWN and _preposition(draft.sentence, head) == "from":
        penalty += _DOUBTFUL
    if is_whereabouts(draft.sentence, mention, head):
        penalty += _DOUBTFUL
    return penalty + _of_line(draft, mention)


def _of_line(draft: Draft, mention: PlaceMention) -> float:
    if is_end_of_way(draft.sentence, mention):
        return _DOUBTFUL
    return _DOUBTFUL if is_line(mention) and draft.type not in ("deploy", "violation", "advance") else 0.0


def _doubt(draft: Draft, mention: PlaceMention, head: Token) -> float:
    """Whither where it should be whence, or the other way round; a hospital where the hurt are taken."""
    preposition = _preposition(draft.sentence, head)
    if draft.type in _HARMS and _is_of_ward(draft.sentence, mention, head):
        return _DOUBTFUL
    over = draft.sentence.head(draft.sentence.head(head))
    if preposition in _TO and draft.type in _HARMS and over.lemma in WORDS["where.flying"] and over.tag == "VBN":
        return _APART  # "a corporal was flown to X": far from where he was hurt
    if preposition in _TO and draft.type in (*_ORIGIN, "casualties"):
        return _DOUBTFUL
    if preposition in WORDS["where.whither"] and draft.type in ATTACKS | _TAKEN and _hangs_elsewhere(draft, head):
        return _DOUBTFUL  # "was going to X when a bomb went off", "hit a convoy on its way to X"
    if preposition == "from" and (draft.type in ("deploy", "advance") or _whence(draft, head)):
        return _DOUBTFUL
    behind = draft.sentence.tokens[draft.trigger.index : head.index]
    start = max((t.index for t in behind if t.text == ","), default=0) - draft.trigger.index
    if any(a.lower in WORDS["where.among"] and b.lower in _THEM for a, b in pairwise(behind[max(start, 0) :])):
        return _DOUBTFUL  # "were freed, among them a woman seized in the port"
    return _DOUBTFUL if is_indoors(mention) else 0.0


def _is_of_ward(sentence: Sentence, mention: PlaceMention, head: Token) -> bool:
    """ "Were taken to a hospital in X", "to X hospital": where the hospital is to which the hurt were brought."""
    noun = sentence.head(head)
    noun = sentence.head(noun) if noun.pos == "ADP" else noun
    return mention.place.precision == "point" and noun.lemma in _WARDS and sentence.head(noun).lemma in _TO


def _whence(draft: Draft, head: Token) -> bool:
    """ "a soldier from the capital", "fighters from the coast": where people come from is not where they are."""
    sentence = draft.sentence
    noun = sentence.head(sentence.head(head))
    if noun.lemma in WORDS["where.lengths"] or draft.type in _ORIGIN:
        return False
    return noun.pos in ("NOUN", "PROPN") and noun not in draft.words


def _hangs_elsewhere(draft: Draft, head: Token) -> bool:
    """Whether a place belongs to another verb than the event's."""
    above = draft.sentence.head(draft.sentence.head(head))
    moving = above.pos == "VERB" or above.lemma in WORDS["where.ways"]
    return moving and above not in draft.words and above is not draft.frame.verb


def _preposition(sentence: Sentence, head: Token) -> str:
    above = sentence.head(head)
    if above.lower in OF and sentence.head(above).lower in WORDS["where.out"]:
        return "from"
    return above.lemma if above.pos == "ADP" else ""


def _is_said_at(sentence: Sentence, head: Token, draft: Draft, evidence: Evidence) -> bool:
    """Whether the place says where something was said, or belongs to the name of the source."""
    attribution = draft.attribution
    if attribution is None:
        return False
    if any(s.start <= head.start < s.end for s in attribution.sources):
        return True
    verb = governor(sentence, head)
    cue = attribution.cue
    return bool(
        verb
        and cue
        and cue.start <= verb.start < cue.end
        and not any(c.start <= head.start < c.end for c in attribution.content)
    )
