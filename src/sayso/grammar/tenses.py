"""Tenses: what the helping verbs beside a verb tell of its time."""

from __future__ import annotations

from collections.abc import Collection

from sayso.grammar.clauses import governor
from sayso.lang import lexicon
from sayso.model import Sentence, Token

WORDS = lexicon("grammar")

HAVE, BE = WORDS["verbs.perfect"], WORDS["verbs.passive"]
"""The helping verbs of the perfect, and of the passive and the progressive."""
PRESENT = frozenset({"VBP", "VBZ"})
"""Tags of the present."""


def is_helped(sentence: Sentence, verb: Token | None, words: Collection[str], tags: Collection[str] = ()) -> bool:
    """Whether one of these helping verbs stands beside the verb, in one of these tags if any are given."""
    helping = sentence.children(verb, "aux") if verb else ()
    return any(t.lemma in words and (not tags or t.tag in tags) for t in helping)


def had_been(sentence: Sentence, token: Token | None, sayings: Collection[int]) -> bool:
    """ "Buses had gone back to the road on Monday": whether a word is of what came before that which is told.

    ``sayings``: where the cues of sayings start: in what somebody said, "had" is only the past of the saying.
    """
    verb = governor(sentence, token) if token else None
    told = verb is not None and any(t.start in sayings for t in sentence.ancestors(verb))
    return not told and is_helped(sentence, verb, HAVE, ("VBD",))
