"""Frames: who stands in which role around a trigger word, read off the dependency tree.

A frame undoes passives, relative clauses, participles, control ("tried to enter") and light verbs ("launched an
attack"): ``subjects`` are those who act, ``objects`` those acted upon.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.grammar.answering import answering
from sayso.grammar.clauses import (
    IMPACT_VERBS,
    antecedent,
    doers,
    governor,
    is_infinitive,
    is_passive,
    subject_of,
    subjects,
    undergoers,
)
from sayso.grammar.phrases import WORDS, expand, members, possessors, series_of
from sayso.grammar.words import is_verb
from sayso.model import Relation, Sentence, Token

__all__ = [
    "IMPACT_VERBS", "LIGHT_VERBS", "NOMINAL", "SUFFER_VERBS", "TARGET_PREPS",
    "Frame", "expand", "frame_of", "governor", "holders", "is_passive", "is_verbal", "subject_of",
]  # fmt: skip

LIGHT_VERBS = WORDS["verbs.light"]
SUFFER_VERBS = WORDS["verbs.suffer"]
NOMINAL: frozenset[Relation] = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "csubj"})
"""The relations in which a word stands as a noun does."""
TARGET_PREPS = WORDS.row("prepositions.target")
_BY_WAY_OF = WORDS["verbs.by_way_of"]
_WAYS = WORDS["prepositions.by_way_of"]
_BY = WORDS["prepositions.by"]


@dataclass(slots=True)
class Frame:
    """The roles around a trigger. ``verb``: the verb of the clause; ``obliques``: (preposition, object) pairs."""

    sentence: Sentence
    trigger: Token
    verb: Token | None
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    possessors: list[Token] = field(default_factory=list)
    light: bool = False
    passive: bool = False


def frame_of(sentence: Sentence, trigger: Token) -> Frame:
    """The frame of a verb, noun, adjective ("missing") or preposition ("without power")."""
    if is_verbal(sentence, trigger):
        return _verb_frame(sentence, trigger)
    if trigger.pos == "ADJ" and trigger.dep not in NOMINAL:  # not "launched an offensive"
        return _adjective_frame(sentence, trigger)
    if trigger.pos == "ADP":
        return _phrase_frame(sentence, trigger)
    return _noun_frame(sentence, trigger)


def is_verbal(sentence: Sentence, token: Token) -> bool:
    """Whether the word is a verb that acts as one; a gerund in a noun's place ("fighting continued") is none."""
    gerund = token.tag == "VBG" and token.dep in NOMINAL and not sentence.children(token, "dobj")
    return is_verb(token) and not gerund


def _verb_frame(sentence: Sentence, verb: Token) -> Frame:
    passive = is_passive(sentence, verb)
    frame = Frame(sentence=sentence, trigger=verb, verb=verb, passive=passive)
    if passive:
        frame.subjects, frame.objects = doers(sentence, verb), undergoers(sentence, verb)
    else:
        frame.subjects = subjects(sentence, verb)
    frame.objects += _objects(sentence, verb, passive, frame.objects)
    if not frame.objects and verb.dep == "relcl" and not passive:
        frame.objects = _relative_object(sentence, verb)
    frame.obliques = _obliques(sentence, verb)
    for noun in list(frame.objects):
        frame.obliques += [pair for pair in _obliques(sentence, noun) if pair not in frame.obliques]
    return frame


def _objects(sentence: Sentence, verb: Token, passive: bool, before: list[Token]) -> list[Token]:
    """The objects on the verb itself, and those that the parser may hang elsewhere; ``before``: known already."""
    governed = sentence.children(verb, "dobj", "dative", "attr")
    found = members(sentence, [antecedent(sentence, verb, t) for t in governed])
    if not (found or before):  # "left 11 dead": the number alone is whom it befell
        found += [n for state in sentence.children(verb, "oprd") for n in sentence.children(state, "nummod")]
    if not (found or before or passive):
        found += _misjoined(sentence, verb)
    if verb.lemma in WORDS["verbs.causing"] and not passive:  # "let 12 prisoners go"
        done = [t for t in sentence.children(verb, "ccomp", "xcomp") if t.pos in ("VERB", "ADJ")]
        found += members(sentence, [s for t in done for s in sentence.children(t, "nsubj")])
    first = next(iter([*before, *found]), None)
    if first:  # "killing a nurse and three patients": the parser may hang the second on the verb
        tail = [t for t in sentence.children(verb, "conj") if t.pos in ("NOUN", "PROPN", "NUM")]
        found += members(sentence, [t for t in tail if t.index > first.index])
    for particle in sentence.children(verb, "prt", "advmod"):  # "sealed off the town": the town may hang on "off"
        found += members(sentence, sentence.children(particle, "pobj"))
    return found


def _misjoined(sentence: Sentence, verb: Token) -> list[Token]:
    """ "Has killed 26 people in Amhara, a doctor and a resident told": the parser may have the 26 tell it as well."""
    for above in sentence.ancestors(verb):
        for noun in sentence.children(above, "nsubj") if is_verb(above) and above.index > verb.index else ():
            if sentence.subtree(noun)[0].index == verb.index + 1:
                return [noun]
    return []


def _relative_object(sentence: Sentence, verb: Token) -> list[Token]:
    """ "the town they took", "a device that exploded": the noun that the relative clause of the verb modifies.

    Not whoever "who" stands for: people act; nor the place that "where" does.
    """
    own = members(sentence, sentence.children(verb, "nsubj", "nsubjpass", "expl"))
    if any(t.lower in WORDS["pronouns.where"] for t in sentence.children(verb, "advmod")):
        return []
    return [sentence.head(verb)] if own and not any(t.lower in WORDS["pronouns.people"] for t in own) else []


def _obliques(sentence: Sentence, token: Token) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for child in sentence.children(
        token, "prep", "agent", "oprd", "xcomp", "advmod", "npadvmod", "dative", "advcl", "ccomp"
    ):
        if child.dep == "oprd" or child.pos == "ADJ":  # "escaped unhurt"
            found += [("oprd", t) for t in expand(sentence, child)]
        elif child.pos == "VERB":
            found += [("to", child)] if is_infinitive(sentence, child) else []
        elif child.dep in ("prep", "agent", "dative", "advmod"):
            for inner in sentence.children(child, "pobj", "pcomp"):
                found += [(child.lemma, t) for t in expand(sentence, inner)]
            for deeper in sentence.children(child, "prep"):
                for inner in sentence.children(deeper, "pobj"):
                    found += [(deeper.lemma, t) for t in expand(sentence, inner)]
            found += [("of", t) for t in holders(sentence, child)]
    return found


def holders(sentence: Sentence, preposition: Token) -> list[Token]:
    """Whoever holds it behind "in the hands of", "into rebel hands", "under the control of"."""
    hands = [t for t in sentence.children(preposition, "pobj") if t.lemma in WORDS["nouns.holding"]]
    named = [n for t in hands for of in sentence.children(t, "prep") for n in sentence.children(of, "pobj")]
    before = [t for hand in hands for t in sentence.children(hand, "compound", "amod", "nmod", "poss")]
    return [one for t in named or before for one in expand(sentence, t)]


def _adjective_frame(sentence: Sentence, word: Token) -> Frame:
    """ "five people are missing", "20 dead people": what the adjective is said of is the object."""
    head = sentence.head(word)
    frame = Frame(sentence=sentence, trigger=word, verb=governor(sentence, word))
    frame.obliques = _obliques(sentence, word)
    if word.dep in ("acomp", "oprd", "attr", "ccomp", "advcl") and is_verb(head):
        inner = _verb_frame(sentence, head)
        objects = [t for t in inner.objects if t.index != word.index]
        frame.objects = objects or inner.subjects
        frame.subjects = inner.subjects if objects else []
        frame.obliques += inner.obliques
    elif word.dep == "amod":
        frame.objects = members(sentence, [head])
    elif word.index and word.dep in ("dobj", "conj", "dep", "acl", "ROOT"):
        frame.objects = members(sentence, sentence.children(word, "nsubj", "nsubjpass"))
    return frame


def _phrase_frame(sentence: Sentence, preposition: Token) -> Frame:
    """ "households without power", "six children were among the dead": what the phrase is said of is the object."""
    head = sentence.head(preposition)
    frame = Frame(sentence=sentence, trigger=preposition, verb=governor(sentence, preposition))
    if is_verb(head):
        inner = _verb_frame(sentence, head)
        opens = preposition.index < head.index  # "among the dead were six children"
        below = [t for c in sentence.children(head, "ccomp") if c.pos == "AUX" for t in subjects(sentence, c)]
        told = members(sentence, sentence.children(head, "attr") or below) if opens else []
        frame.objects = told or [t for t in inner.objects or inner.subjects if opens or t.index < preposition.index]
        frame.obliques = [pair for pair in inner.obliques if pair[0] != preposition.lemma]
    else:
        frame.objects = members(sentence, [head])
    return frame


def _noun_frame(sentence: Sentence, noun: Token) -> Frame:
    frame = Frame(sentence=sentence, trigger=noun, verb=governor(sentence, noun))
    frame.possessors = members(sentence, possessors(sentence, noun))
    before = sentence.children(noun, "compound", "amod", "nmod")
    before += sentence.children(noun, "nsubj") if is_verb(noun) else ()
    if noun.dep == "appos" and sentence.tokens[noun.index - 1].text == ")":  # "the United Front (UF) ambush"
        before = (sentence.head(noun),)
    modifiers = [t for one in before for t in expand(sentence, one) if t.pos in ("PROPN", "NOUN", "ADJ")]
    amount = series_of(sentence, noun)  # "a series of raids on the town"
    frame.obliques = _obliques(sentence, noun) + [p for p in _obliques(sentence, amount) if amount != noun != p[1]]
    frame.subjects = [*frame.possessors, *modifiers, *(t for p, t in frame.obliques if p in _BY)]
    frame.objects = [t for p, t in frame.obliques if p in TARGET_PREPS or p in WORDS["prepositions.of"]]
    _add_governor(frame, noun, modifiers)
    _add_blamed(frame, noun)
    return frame


def _add_blamed(frame: Frame, noun: Token) -> None:
    """Who answers for it, and what the parser hung on the blame: "rebels were blamed for attacks on two bars"."""
    blamed = answering(frame.sentence, noun)
    if blamed is None:
        return
    word, holders = blamed
    frame.subjects += [t for t in holders if t not in frame.subjects]
    later = [pair for pair in _obliques(frame.sentence, word) if pair[1].index > noun.index]
    frame.obliques += [pair for pair in later if pair not in frame.obliques]
    frame.objects += [t for p, t in later if p in TARGET_PREPS and t not in frame.objects]


def _add_governor(frame: Frame, noun: Token, modifiers: list[Token]) -> None:
    """What the verb above a noun adds: the subject of "launched an attack", the objects of "the attack killed"."""
    sentence = frame.sentence
    top = series_of(sentence, noun)
    while top.dep == "conj" and not is_verb(sentence.head(top)):
        top = sentence.head(top)
    verb = _verb_over(sentence, top)
    if not is_verb(verb):
        return
    inner = _verb_frame(sentence, verb)
    is_object = top.dep in ("dobj", "nsubjpass", "pobj", "attr")
    if is_object and verb.lemma in LIGHT_VERBS:
        frame.light = True
        acting = [t for t in inner.subjects if t.index != noun.index]
        kept = [
            t for t in frame.subjects if t not in modifiers or t.pos == "NOUN" or not acting
        ]  # "imposed a military zone"
        frame.subjects = [*kept, *acting]
        frame.obliques += [pair for pair in inner.obliques if pair not in frame.obliques]
        frame.objects += [t for p, t in inner.obliques if p in TARGET_PREPS and t not in frame.objects]
    elif is_object and verb.lemma in SUFFER_VERBS:
        frame.light = True
        frame.objects += inner.subjects
    elif top.dep == "nsubj":
        frame.obliques += [pair for pair in inner.obliques if pair not in frame.obliques]
        if verb.lemma in IMPACT_VERBS:
            frame.objects += [t for t in inner.objects if t.index != noun.index]


def _verb_over(sentence: Sentence, noun: Token) -> Token:
    """The word above the noun, or the verb above its preposition where it acts by way of it ("responded with")."""
    head = sentence.head(noun)
    above = sentence.head(head)
    through = noun.dep == "pobj" and head.lemma in _WAYS and above.pos == "VERB" and above.lemma in _BY_WAY_OF
    return above if through else head
