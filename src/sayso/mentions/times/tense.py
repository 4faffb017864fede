"""Whether a clause speaks of the past or of the future."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sayso.lang import lexicon
from sayso.model import Sentence, Token

WORDS = lexicon("times")

Direction = Literal["past", "future", "open"]

_FUTURE_AUX = WORDS["tense.future_aux"]
_ABILITY = WORDS["tense.ability"]
_RETOLD = frozenset({"headline", "caption"})
_DEEPEST = 8


class Tense:
    """Reads the direction of a clause. ``words``, lemmas by kind:

    ``plan``: verbs whose complement lies ahead ("planned for Friday"); ``urge``: words after which an infinitive does
    ("ordered to leave by Friday"); ``start``: verbs whose simple present does ("the truce begins on Friday");
    ``hold``: verbs with which "until" does even in the past tense ("a curfew was imposed until Friday");
    ``ahead-noun``: nouns that name what is to come ("Friday's vote").
    """

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._plan, self._start, self._hold = words["plan"], words["start"], words["hold"]
        self._urge = words["urge"] | self._plan
        self._ahead = words["ahead-noun"]

    def direction(self, sentence: Sentence, token: Token, before: str) -> Direction:
        """Where the clause that governs the token points; ``before``: the word before the expression.

        An expression that modifies a noun ("Friday's attack") points back whatever the clause does, unless
        the noun names something that lies ahead.
        """
        noun = sentence.head(token)
        if token.dep in ("poss", "compound", "nmod", "nummod") and noun.pos in ("NOUN", "PROPN"):
            return "open" if noun.lemma in self._ahead else "past"
        for governor in sentence.ancestors(token):
            if governor.pos in ("VERB", "AUX"):
                if before == "until" and governor.lemma in self._hold:
                    return "future"
                if before == "for" and governor.tag == "VBN" and governor.lemma == "set":
                    return "future"
                return self._verb(sentence, governor, 0)
            if governor.lower in self._plan and governor.pos == "ADJ":
                return "future"
        return "open"

    def _verb(self, sentence: Sentence, verb: Token, depth: int) -> Direction:
        auxiliaries = {a.lower: a for a in sentence.children(verb, "aux", "auxpass")}
        lemmas = {a.lemma for a in auxiliaries.values()}
        perfect = "have" in lemmas and verb.tag in ("VBN", "VBD")
        modals = _FUTURE_AUX & {*auxiliaries, verb.lower}
        if modals and not perfect:
            return "past" if modals <= _ABILITY and sentence.child(verb, "neg") else "future"
        if verb.lemma in self._plan and verb.tag in ("VBN", "VBD") and not depth:
            return "future"
        if perfect or verb.tag == "VBD":
            return "past"
        if "to" in auxiliaries:
            head = sentence.head(verb)
            return "future" if {head.lemma, head.lower} & self._urge else self._above(sentence, verb, depth)
        if verb.tag == "VBN":
            return "past"
        if verb.tag in ("VBZ", "VBP"):
            return "future" if verb.lemma in self._start and sentence.kind not in _RETOLD else "open"
        if verb.tag == "VBG" and "be" in lemmas and not any(a.tag == "VBD" for a in auxiliaries.values()):
            return "future" if verb.lemma in self._start else "open"
        return "future" if verb.tag == "VB" and verb.dep == "ROOT" else self._above(sentence, verb, depth)

    def _above(self, sentence: Sentence, verb: Token, depth: int) -> Direction:
        if depth < _DEEPEST:
            for governor in sentence.ancestors(verb):
                if governor.pos in ("VERB", "AUX"):
                    return self._verb(sentence, governor, depth + 1)
        return "open"
