"""Words: what a single word of a sentence can be, by its class and tag."""

from __future__ import annotations

from sayso.lang import lexicon
from sayso.model import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that can stand alone in a main clause."""
RELATIVE = frozenset({"WDT", "WP", "WP$"})
"""Tags of relative pronouns."""
PROPER = frozenset({"NNP", "NNPS"})
"""Tags of names."""
PLURAL = frozenset({"NNS", "NNPS"})
"""Tags of plurals."""
OF = lexicon("grammar")["prepositions.of"]
"""The preposition that leads to what something is of."""


def is_verb(token: Token) -> bool:
    """Whether the word is a verb, a helping verb included."""
    return token.pos in ("VERB", "AUX")


def is_verb_form(token: Token) -> bool:
    """Whether the word has a verb's form, participles taken for adjectives included."""
    return is_verb(token) or token.tag.startswith("VB")


def is_noun(token: Token) -> bool:
    """Whether the word is a noun or a name."""
    return token.pos in ("NOUN", "PROPN")


def is_nominal(token: Token) -> bool:
    """Whether the word can head a noun phrase, as pronouns, numbers and lone adjectives can."""
    return is_noun(token) or token.pos == "PRON" or token.tag in ("DT", "CD", "JJ", "NNP", "NNPS", "NNS", "WP")


WORDS = lexicon("grammar")
