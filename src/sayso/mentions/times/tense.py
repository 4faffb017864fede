"""Whether a clause speaks of the past or of the future."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sayso.grammar.clauses import governor, is_infinitive
from sayso.grammar.words import is_noun, is_verb
from sayso.lang import lexicon
from sayso.mentions.times.lexer import Lexeme
from sayso.model import Sentence, Token

WORDS = lexicon("times")

Direction = Literal["past", "future", "open"]

_APPOINTED = WORDS["tense.appointed"]
_RETOLD = frozenset({"headline", "caption"})
_PAST = frozenset({"VBN", "VBD"})
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

    def direction(self, sentence: Sentence, token: Token, before: Lexeme | None) -> Direction:
        """Where the clause that governs the token points; ``before``: the word before the expression.

        An expression that modifies a noun ("Friday's attack") points back whatever the clause does, unless
        the noun names something that lies ahead.
        """
        noun = sentence.head(token)
        if token.dep in ("poss", "compound", "nmod", "nummod") and is_noun(noun):
            return "open" if noun.lemma in self._ahead else "past"
        for above in sentence.ancestors(token):
            if is_verb(above):
                holds = before and before.kind == "until" and above.lemma in self._hold
                appointed = before and before.kind == "for" and above.tag in _PAST and above.lemma in _APPOINTED
                if holds or appointed:
                    return "future"
                ordered = (before is None or before.kind == "on") and _is_order(sentence, above)
                return "past" if ordered else self._verb(sentence, above, 0)
            if above.lower in self._plan and above.pos == "ADJ":
                return "future"
        return "open"

    def _verb(self, sentence: Sentence, verb: Token, depth: int) -> Direction:
        auxiliaries = sentence.children(verb, "aux", "auxpass")
        lemmas = {a.lemma for a in auxiliaries}
        perfect = bool(WORDS["tense.perfect"] & lemmas) and verb.tag in _PAST
        modals = WORDS["tense.future"] & {verb.lower, *(a.lower for a in auxiliaries)}
        if modals and not perfect:
            if modals <= WORDS["tense.ability"] and sentence.child(verb, "neg"):
                return "past"
            before = any(t.lower in WORDS["tense.before"] for t in sentence.children(verb, "mark"))
            return self._above(sentence, verb, depth) if before else "future"  # "was shot before he could fire"
        if verb.lemma in self._plan and verb.tag in _PAST and not depth:
            return "future"
        if perfect or verb.tag == "VBD":
            return "past"
        if is_infinitive(sentence, verb):
            head = sentence.head(verb)
            ahead = head is verb or (head.dep == "ROOT" and is_noun(head)) or {head.lemma, head.lower} & self._urge
            return "future" if ahead else self._above(sentence, verb, depth)  # "Army to withdraw on Friday"
        if verb.tag == "VBN":
            return "past"
        starts: Direction = "future" if verb.lemma in self._start else "open"
        told = verb.tag == "VB" and not auxiliaries and sentence.child(verb, "nsubj")  # "the deaths bring to 31"
        if verb.tag in ("VBZ", "VBP") or told:
            return starts if sentence.kind not in _RETOLD else "open"
        if verb.tag == "VBG" and WORDS["tense.progressive"] & lemmas and not any(a.tag == "VBD" for a in auxiliaries):
            return starts
        return "future" if verb.tag == "VB" and verb.dep == "ROOT" else self._above(sentence, verb, depth)

    def _above(self, sentence: Sentence, verb: Token, depth: int) -> Direction:
        above = governor(sentence, verb)
        return self._verb(sentence, above, depth + 1) if above and depth < _DEEPEST else "open"


def _is_order(sentence: Sentence, verb: Token) -> bool:
    """ "Ordered residents to leave on Monday": of an order in the past tense the day is that of the order."""
    head = sentence.head(verb)
    return is_infinitive(sentence, verb) and head.tag == "VBD" and head.lemma in WORDS["tense.ordering"]
