"""Frames: who stands in which role around a trigger word, read off the dependency tree.

The tree is the parser's (CLEAR labels). A frame undoes passives, relative clauses, participles, control ("tried to
enter") and light verbs ("launched an attack"): ``subjects`` are those who act, ``objects`` those acted upon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.model import Sentence, Token

LIGHT_VERBS = frozenset(
    "launch carry conduct stage mount begin start wage perform undertake commit execute unleash lead "
    "resume continue intensify open initiate deliver make perpetrate step inflict direct impose declare "
    "announce hold issue order lift extend introduce set enforce establish lay place maintain end "
    "organise organize call sustain escalate expand order coordinate plan slap".split()
)  # fmt: skip
SUFFER_VERBS = frozenset(
    ["suffer", "face", "endure", "come", "repel", "survive", "witness", "see", "experience", "sustain"]
)
IMPACT_VERBS = frozenset(
    "kill injure wound hit strike destroy damage leave claim target hurt rock shake devastate flatten "
    "cause displace force cut knock".split()
)  # fmt: skip
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "csubj"})
"""The relations in which a word stands as a noun does."""
TARGET_PREPS = ("on", "against", "at", "upon", "into", "toward", "towards", "over")
_AMOUNTS = frozenset(
    "dozen score hundred thousand million number majority most rest remainder half third quarter part handful group "
    "wave series lot couple pair trio average element member many several few other others last first "
    "crowd column convoy batch string remnant truckload busload boatload swathe swath".split()
)  # fmt: skip
_BY_WAY_OF = frozenset("carry engage respond begin start come retaliate answer reply react".split())
_ACCUSING = frozenset({"accuse", "blame", "suspect", "condemn", "charge", "convict", "prevent", "stop", "keep"})
_CAUSING = frozenset({"let", "make", "see", "watch", "have"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})


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
    """The frame of a verb or noun."""
    if is_verbal(sentence, trigger):
        return _verb_frame(sentence, trigger)
    return _noun_frame(sentence, trigger)


def is_verbal(sentence: Sentence, token: Token) -> bool:
    """Whether the word is a verb that acts as one; a gerund in a noun's place ("fighting continued") is none."""
    gerund = token.tag == "VBG" and token.dep in NOMINAL and not sentence.children(token, "dobj")
    return token.pos in ("VERB", "AUX") and not gerund


def expand(sentence: Sentence, token: Token) -> list[Token]:
    """The word and what is coordinated with it, in text order."""
    found = [token]
    for child in sentence.children(token, "conj"):
        if child.pos not in ("VERB", "AUX"):
            found += expand(sentence, child)
    for child in sentence.children(token, "appos"):  # "a mosque, a school and 16 houses": a list taken for a gloss
        if sentence.children(child, "cc") and sentence.children(child, "conj"):
            found += expand(sentence, child)
    return found


def _all(sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    return [part for token in tokens for t in expand(sentence, token) for part in _with_whole(sentence, t)]


def _with_whole(sentence: Sentence, token: Token) -> list[Token]:
    """ "one of the cousins", "hundreds of rockets": the number or amount and the noun it is taken from."""
    if token.pos not in ("NUM", "PRON", "DET") and token.lemma not in _AMOUNTS:
        return [token]
    of = [p for p in sentence.children(token, "prep") if p.lemma == "of"]
    return [token, *(noun for p in of for noun in sentence.children(p, "pobj"))]


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is a passive, a past participle that modifies a noun included."""
    if sentence.children(verb, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.dep in ("acl", "amod") and verb.tag in ("VBN", "VBD"):
        return not sentence.children(verb, "nsubj", "aux", "dobj")
    if verb.tag != "VBN":
        return False
    return verb.dep == "conj" and not sentence.children(verb, "aux", "dobj") and _verb_conj_passive(sentence, verb)


def _verb_conj_passive(sentence: Sentence, verb: Token) -> bool:
    head = sentence.head(verb)
    return head.pos in ("VERB", "AUX") and is_passive(sentence, head)


def _verb_frame(sentence: Sentence, verb: Token) -> Frame:
    passive = is_passive(sentence, verb)
    frame = Frame(sentence=sentence, trigger=verb, verb=verb, passive=passive)
    own = _all(sentence, _resolve(sentence, verb, sentence.children(verb, "nsubj", "nsubjpass", "expl")))
    outer = own or _outer_subject(sentence, verb)
    if passive:
        frame.objects += outer
        for agent in sentence.children(verb, "agent"):
            frame.subjects += _all(sentence, sentence.children(agent, "pobj", "pcomp"))
        if verb.dep == "amod":
            frame.objects = [sentence.head(verb)]
    else:
        frame.subjects += outer
    frame.objects += _all(sentence, sentence.children(verb, "dobj", "dative"))
    if verb.lemma in _CAUSING and not passive:  # "let 12 prisoners go"
        done = [t for t in sentence.children(verb, "ccomp", "xcomp") if t.pos == "VERB"]
        frame.objects += _all(sentence, [s for t in done for s in sentence.children(t, "nsubj")])
    if frame.objects:  # "killing a nurse and three patients": the parser may hang the second on the verb
        tail = [t for t in sentence.children(verb, "conj") if t.pos in ("NOUN", "PROPN", "NUM")]
        frame.objects += _all(sentence, [t for t in tail if t.index > frame.objects[0].index])
    for particle in sentence.children(verb, "prt", "advmod"):  # "sealed off the town": the town may hang on "off"
        frame.objects += _all(sentence, sentence.children(particle, "pobj"))
    if not frame.objects and verb.dep == "relcl" and not passive and own:
        relative = [
            t for t in sentence.children(verb, "dobj", "mark", "advmod") if t.lower in ("that", "which", "whom")
        ]
        frame.objects += [sentence.head(verb)] if relative or not any(t.lower in _RELATIVES for t in own) else []
    frame.obliques = _obliques(sentence, verb)
    for noun in list(frame.objects):
        frame.obliques += _obliques(sentence, noun)
    for agent in [t for p, t in frame.obliques if p == "by"] if passive and not frame.subjects else []:
        frame.subjects.append(agent)
    return frame


def _resolve(sentence: Sentence, verb: Token, subjects: tuple[Token, ...]) -> list[Token]:
    """Relative pronouns replaced by the noun they stand for."""
    if verb.dep in ("relcl", "acl"):
        return [sentence.head(verb) if t.lower in _RELATIVES else t for t in subjects]
    return list(subjects)


def subject_of(sentence: Sentence, verb: Token) -> list[Token]:
    """Who acts in the clause of a verb: its subject, or the agent of a passive."""
    return _verb_frame(sentence, verb).subjects


def _outer_subject(sentence: Sentence, verb: Token) -> list[Token]:
    """The understood subject of a verb that has none of its own."""
    head = sentence.head(verb)
    if head.index == verb.index:
        return []
    if verb.dep in ("acl", "relcl"):
        if verb.tag in ("VBG", "VBN", "VBD") and head.pos not in ("VERB", "AUX"):
            return _all(sentence, [head])
        return _outer_of_noun(sentence, head)
    if verb.dep == "conj" and head.pos in ("VERB", "AUX"):
        if is_passive(sentence, head) and not is_passive(sentence, verb):
            return _verb_frame(sentence, head).objects
        return _grammatical(sentence, head)
    if verb.dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "oprd"):
        while head.pos == "ADP" or head.dep in ("prep", "pcomp"):
            if head.index == sentence.head(head).index:
                return []
            head = sentence.head(head)
        if head.pos in ("VERB", "AUX"):
            objects = sentence.children(head, "dobj")
            accused = verb.dep == "pcomp" and head.lemma in _ACCUSING
            harms = verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in IMPACT_VERBS
            if harms and not sentence.children(verb, "mark") and is_passive(sentence, head):
                return _verb_frame(sentence, head).subjects  # "a convoy was attacked, killing five": not by the convoy
            if (accused or verb.dep in ("xcomp", "ccomp")) and objects:
                return _all(sentence, objects)
            return _grammatical(sentence, head)
        if verb.dep == "pcomp" and head.dep == "dobj" and sentence.head(head).lemma in _ACCUSING:
            return _all(sentence, [head])  # "accused troops of …": the parser may hang the "of" on either
        return _outer_of_noun(sentence, head) if head.pos == "NOUN" else []
    return []


def _grammatical(sentence: Sentence, verb: Token) -> list[Token]:
    own = _all(sentence, _resolve(sentence, verb, sentence.children(verb, "nsubj", "nsubjpass")))
    return own or _outer_subject(sentence, verb)


def _outer_of_noun(sentence: Sentence, noun: Token) -> list[Token]:
    """Whose plan, attempt or order it is: possessor, or subject of the verb that governs the noun."""
    owner = sentence.children(noun, "poss")
    if owner:
        return list(owner)
    verb = governor(sentence, noun)
    return _grammatical(sentence, verb) if verb else []


def governor(sentence: Sentence, token: Token) -> Token | None:
    """The closest verb above a word, or None."""
    return next((t for t in sentence.ancestors(token) if t.pos in ("VERB", "AUX")), None)


def _obliques(sentence: Sentence, token: Token) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for child in sentence.children(
        token, "prep", "agent", "oprd", "xcomp", "advmod", "npadvmod", "dative", "advcl", "ccomp"
    ):
        if child.dep == "oprd":
            found += [("oprd", t) for t in expand(sentence, child)]
        elif child.pos == "VERB":
            if any(t.lower == "to" for t in sentence.children(child, "aux")):
                found.append(("to", child))
        elif child.dep in ("prep", "agent", "dative", "advmod"):
            for inner in sentence.children(child, "pobj", "pcomp"):
                found += [(child.lemma, t) for t in expand(sentence, inner)]
            for deeper in sentence.children(child, "prep"):
                for inner in sentence.children(deeper, "pobj"):
                    found += [(deeper.lemma, t) for t in expand(sentence, inner)]
    return found


def _adjective_frame(sentence: Sentence, word: Token) -> Frame:
    """ "five people are missing", "20 dead people": what the adjective is said of is the object."""
    head = sentence.head(word)
    frame = Frame(sentence=sentence, trigger=word, verb=governor(sentence, word))
    frame.obliques = _obliques(sentence, word)
    if word.dep in ("acomp", "oprd", "attr", "ccomp", "advcl") and head.pos in ("VERB", "AUX"):
        inner = _verb_frame(sentence, head)
        frame.objects = [t for t in inner.objects if t.index != word.index] or inner.subjects
        frame.subjects = inner.subjects if frame.objects is not inner.subjects else []
        frame.obliques += inner.obliques
    elif word.dep == "amod":
        frame.objects = _all(sentence, [head])
    elif word.index and word.dep in ("dobj", "conj", "dep", "acl", "ROOT"):
        frame.objects = _all(sentence, sentence.children(word, "nsubj", "nsubjpass"))
    return frame


def _phrase_frame(sentence: Sentence, preposition: Token) -> Frame:
    """ "households without power", "six children were among the dead": what the phrase is said of is the object."""
    head = sentence.head(preposition)
    frame = Frame(sentence=sentence, trigger=preposition, verb=governor(sentence, preposition))
    if head.pos in ("VERB", "AUX"):
        inner = _verb_frame(sentence, head)
        told = _all(sentence, sentence.children(head, "attr")) if preposition.index < head.index else []
        frame.objects = told or inner.objects or inner.subjects  # "among the dead were six children"
        frame.obliques = [pair for pair in inner.obliques if pair[0] != preposition.lemma]
    else:
        frame.objects = _all(sentence, [head])
    return frame


def _noun_frame(sentence: Sentence, noun: Token) -> Frame:
    if noun.pos == "ADJ":
        return _adjective_frame(sentence, noun)
    if noun.pos == "ADP":
        return _phrase_frame(sentence, noun)
    frame = Frame(sentence=sentence, trigger=noun, verb=governor(sentence, noun))
    frame.possessors = _all(sentence, sentence.children(noun, "poss"))
    modifiers = [t for t in sentence.children(noun, "compound", "amod", "nmod") if t.pos in ("PROPN", "NOUN", "ADJ")]
    frame.subjects = frame.possessors + modifiers
    frame.obliques = _obliques(sentence, noun)
    frame.subjects += [t for p, t in frame.obliques if p == "by"]
    frame.objects = [t for p, t in frame.obliques if p in TARGET_PREPS or p == "of"]
    _add_governor(frame, noun)
    return frame


def _add_governor(frame: Frame, noun: Token) -> None:
    """What the verb above a noun adds: the subject of "launched an attack", the objects of "the attack killed"."""
    sentence = frame.sentence
    top = noun
    while top.dep == "conj" and sentence.head(top).pos not in ("VERB", "AUX"):
        top = sentence.head(top)
    verb = sentence.head(top)
    if top.dep == "pobj" and sentence.head(top).pos == "ADP":
        above = sentence.head(sentence.head(top))
        if above.pos == "VERB" and above.lemma in _BY_WAY_OF:
            verb = above
    if verb.pos not in ("VERB", "AUX"):
        return
    inner = _verb_frame(sentence, verb)
    is_object = top.dep in ("dobj", "nsubjpass", "pobj") or (top.dep == "attr")
    if is_object and verb.lemma in LIGHT_VERBS:
        frame.light = True
        frame.subjects += [t for t in inner.subjects if t.index != noun.index]
        frame.obliques += [pair for pair in inner.obliques if pair not in frame.obliques]
        frame.objects += [t for p, t in inner.obliques if p in TARGET_PREPS and t not in frame.objects]
    elif is_object and verb.lemma in SUFFER_VERBS:
        frame.light = True
        frame.objects += inner.subjects
    elif top.dep == "nsubj":
        frame.obliques += [pair for pair in inner.obliques if pair not in frame.obliques]
        if verb.lemma in IMPACT_VERBS:
            frame.objects += [t for t in inner.objects if t.index != noun.index]
