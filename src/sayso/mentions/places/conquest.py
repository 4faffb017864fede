"""Conquest: names that a force takes, whatever the recogniser calls them: "the rebels captured Nyabiondo"."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.grammar.frames import holders
from sayso.mentions.places.spots import WORDS
from sayso.mentions.places.stretch import Stretch
from sayso.model import ActorMention, Sentence, Token

_CONQUERING = WORDS["verbs.conquering"]
_TO, _INTO, _OF = (WORDS[f"prepositions.{key}"] for key in ("to", "into", "of"))
_FORCES = frozenset(("military", "armed-group"))
_CHAINED = 4


class Conquest:
    """The forces of a document, by their words."""

    def __init__(self, actors: Iterable[ActorMention]) -> None:
        self._forces = [(a.start, a.end) for a in actors if a.kind in _FORCES and not a.person]

    def __call__(self, stretch: Stretch, *, known: bool = False) -> bool:
        """Whether a force takes what bears the name, or it falls to one; things and people with an article are not
        names of places. ``known``: a place has the name, so that it is enough that the force attacks it."""
        sentence, head, before = stretch.sentence, stretch.head, stretch.before
        if before is not None and before.pos in ("DET", "ADJ", "NOUN", "NUM"):
            return False
        for _ in range(_CHAINED):
            if head.dep != "conj":
                break
            head = sentence.head(head)
        verb = sentence.head(head)
        if head.dep == "pobj" and verb.lower in _OF and sentence.head(verb).lemma in WORDS["nouns.control"]:
            head = sentence.head(verb)  # "took control of X"
            verb = sentence.head(head)
        if head.dep == "dobj" and (verb.lemma in _CONQUERING or (known and verb.lemma in WORDS["verbs.assailing"])):
            led = any(t.lower in _TO for t in sentence.children(verb, "prep"))  # "took Reuters to the town"
            return not led and any(map(self._is_force, _subjects(sentence, verb)))
        if head.dep == "nsubjpass" and verb.lemma in _CONQUERING:
            return self._any_after(sentence, verb, WORDS["prepositions.by"])
        if head.dep != "nsubj" or verb.lemma not in WORDS["verbs.falling"]:
            return False
        held = [t for p in sentence.children(verb, "prep") if p.lower in _INTO for t in holders(sentence, p)]
        return any(map(self._is_force, held)) or self._any_after(sentence, verb, _TO)

    def _is_force(self, token: Token) -> bool:
        taken_up = token.pos == "PRON" and any(start < token.start for start, _ in self._forces)
        return taken_up or any(start <= token.start < end for start, end in self._forces)

    def _any_after(self, sentence: Sentence, verb: Token, prepositions: frozenset[str]) -> bool:
        found = [t for t in sentence.children(verb, "prep", "agent") if t.lower in prepositions]
        return any(self._is_force(t) for p in found for t in sentence.children(p, "pobj"))


def _subjects(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The subjects of a verb; of a coordinated one without its own, those of the first."""
    for _ in range(_CHAINED):
        own = tuple(sentence.children(verb, "nsubj"))
        if own or verb.dep != "conj":
            return own
        verb = sentence.head(verb)
    return ()
