"""Origins: places that only say whose men or arms are meant, and not where: "troops from Chad and Niger", "UK jets".

So do states that strike ("Israel bombed the town of Khiam"), where a body is banned ("the party (outlawed in Togo)")
and from where orders come ("on orders from her headquarters in Bonn").
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.grammar.phrases import origin
from sayso.grammar.words import PLURAL
from sayso.lang import lexicon
from sayso.mentions.places.spots import WORDS
from sayso.model import Reading, Sentence, Span, Token

_ARTICLES = WORDS["articles.definite"]
_IN, _FROM = WORDS["prepositions.inside"], WORDS["prepositions.from"]
_BANNING, _SEATS = WORDS["verbs.banning"], WORDS["nouns.seats"]
_NATIVES, _OF = WORDS["nouns.natives"], WORDS["prepositions.of"]
_DESCRIBING = frozenset(("acl", "appos", "relcl"))
_FORCES = frozenset(("military", "armed-group"))
_STRIKING = lexicon("grammar")["verbs.striking"]


def origins(reading: Reading) -> tuple[Span, ...]:
    """The stretches behind "from" or "of" on forces or arms in the plural, and behind "banned in" and the like, up to
    what is no more of a list of names."""
    forces = {m.head for m in reading.actors if m.kind in _FORCES and m.plural and not m.person}
    found = []
    for sentence in reading.sentences:
        for noun in sentence.tokens:
            arms = noun.lemma in WORDS["nouns.arms"]
            armed = noun.start in forces or (noun.tag in PLURAL and arms)
            word = origin(sentence, noun) if armed else _away(sentence, noun)
            names = list(_names(sentence, word.index + 1)) if word else []
            if not names and (armed or arms or noun.lemma in WORDS["attacks"]):
                named = [t for t in sentence.children(noun, "compound") if t.pos == "PROPN"][:1]
                names = [t for t in named if armed or arms or t.text.isupper()]  # "US strikes", not "Syria strikes"
            striking = noun.dep == "nsubj" and noun.pos == "PROPN" and sentence.head(noun).lemma in _STRIKING
            names = names or ([*sentence.children(noun, "compound"), noun] if striking else [])
            if noun.lemma in _NATIVES:  # "a native of the village of Sake"
                names = [t for of in sentence.children(noun, "prep") if of.lower in _OF for t in sentence.subtree(of)]
            found += [Span(start=names[0].start, end=names[-1].end)] if names else []
    return tuple(found)


def _away(sentence: Sentence, word: Token) -> Token | None:
    """The "in" right behind what says that somebody is banned, or has a seat, elsewhere."""
    before, behind = sentence.tokens[: word.index], sentence.tokens[word.index + 1 : word.index + 2]
    if not before or not behind or behind[0].lower not in _IN:
        return None
    banned = word.lemma in _BANNING and word.tag == "VBN" and (before[-1].text == "(" or word.dep in _DESCRIBING)
    above = sentence.head(word)
    ordered = above.lower in _FROM and sentence.head(above).pos == "NOUN"
    seat = ordered and word.lemma in _SEATS and bool(sentence.children(word, "poss"))
    return behind[0] if banned or seat else None


def _names(sentence: Sentence, at: int) -> Iterator[Token]:
    for token in sentence.tokens[at:]:
        if not (token.text[0].isupper() or token.lower in WORDS["lists.joining"] or token.lower in _ARTICLES):
            return
        yield token
