"""Origins: countries that only say whose men or arms are meant, and not where: "troops from Chad and Niger"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.grammar.phrases import origin
from sayso.grammar.words import PLURAL
from sayso.mentions.places.spots import WORDS
from sayso.model import Reading, Sentence, Span, Token

_JOINING = WORDS["lists.joining"]
_ARTICLES = WORDS["articles.definite"]
_ARMS = WORDS["nouns.arms"]
_FORCES = frozenset(("military", "armed-group"))


def origins(reading: Reading) -> tuple[Span, ...]:
    """The stretches behind "from" or "of" on forces or arms in the plural, up to what is no more of a list of names."""
    forces = {m.head for m in reading.actors if m.kind in _FORCES and m.plural and not m.person}
    found = []
    for sentence in reading.sentences:
        for noun in sentence.tokens:
            armed = noun.start in forces or (noun.tag in PLURAL and noun.lemma in _ARMS)
            word = origin(sentence, noun) if armed else None
            names = list(_names(sentence, word.index + 1)) if word else []
            found += [Span(start=names[0].start, end=names[-1].end)] if names else []
    return tuple(found)


def _names(sentence: Sentence, at: int) -> Iterator[Token]:
    for token in sentence.tokens[at:]:
        if not (token.text[0].isupper() or token.lower in _JOINING or token.lower in _ARTICLES):
            return
        yield token
