"""Words: what a single word of a sentence can be, by its class and tag."""

from __future__ import annotations

from collections.abc import Collection

from sayso.lang import lexicon
from sayso.model import Sentence, Token

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
HAVE, BE = WORDS["verbs.perfect"], WORDS["verbs.passive"]
"""The helping verbs of the perfect, and of the passive and the progressive."""
PRESENT = frozenset({"VBP", "VBZ"})
"""Tags of the present."""


def is_helped(sentence: Sentence, verb: Token | None, words: Collection[str], tags: Collection[str] = ()) -> bool:
    """Whether one of these helping verbs stands beside the verb, in one of these tags if any are given."""
    helping = sentence.children(verb, "aux") if verb else ()
    return any(t.lemma in words and (not tags or t.tag in tags) for t in helping)
