"""Judging: what is said of the clause or noun phrase in which an event is told.

"It is not true that S", "there is no evidence that S", "officials doubt that S", "no sign of an attack": the word that
judges stands over the event as a clause stands under its head, however many words tell the event itself. A row of the
hedges with ``governs`` "clause" says what such a word makes of the event, and what when it is itself denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.grammar.clauses import infinitives, own_subjects, told_by
from sayso.grammar.phrases import WORDS, is_nobody
from sayso.grammar.words import is_verb
from sayso.model import Relation, Sentence, Token

__all__ = [
    "ANSWERING_FOR",
    "involving",
    "is_denied_word",
    "is_disowned",
    "is_known",
    "is_said_by_nobody",
    "is_unconfirmed",
    "judges",
]

_HARDLY = WORDS["negative.adverbs"]
_STATING = WORDS["verbs.stating"] | WORDS["verbs.admitting"]
ANSWERING_FOR = WORDS["verbs.confirming"] | WORDS["verbs.denying"]
"""Verbs of which a "not" leaves the event open: "has not confirmed", "could not deny"."""
_CLAUSES: frozenset[Relation] = frozenset({"ccomp", "csubj", "csubjpass", "acl", "relcl", "xcomp", "pcomp"})
_RISES = _CLAUSES | {"conj", "prep", "pobj", "dobj", "nsubj", "nsubjpass", "attr", "acomp", "oprd", "auxpass", "aux"}
_PREDICATES: tuple[Relation, ...] = ("acomp", "attr", "oprd", "advmod")


def judges(sentence: Sentence, chain: Sequence[Token], happening: frozenset[str]) -> Iterator[Token]:
    """The words that may judge the event of a chain, the closest first.

    ``happening``: lemmas of verbs that tell no more than that their subject took place. What is said of another verb
    with the event as its subject ("no evidence that the raid was ordered by X") is not said of the event.
    """
    current = chain[0]
    for above in sentence.ancestors(chain[0]):
        teller = told_by(sentence, current) if is_verb(current) else None
        if teller is not None and teller is not above:  # "the statement that S", hung on another verb
            yield teller
        if current.dep not in _RISES or _is_beside(sentence, current, above, chain[0]):
            return
        yield above
        subject = current.dep in ("nsubj", "nsubjpass") and not is_verb(current)
        if is_verb(above) and subject:
            yield from sentence.children(above, "acomp")
            yield from (t for t in sentence.children(above, "attr") if t.lemma in WORDS["falsehood.plain"])
        elif is_verb(above) and (current.dep in _CLAUSES or above.lemma in WORDS["verbs.accusing"]):
            yield from (t for t in sentence.children(above, *_PREDICATES) if t.index != current.index)
        elif current.dep == "acl" and is_verb(current):
            yield from sentence.children(above, "amod")  # "false reports that S", "rejected as false a claim that S"
        if subject and current.dep == "nsubj" and above.lemma not in happening and is_known(sentence, current):
            return
        current = above


def is_known(sentence: Sentence, noun: Token) -> bool:
    """ "The raid", "Sunday's raid": spoken of as known, while "a raid killed five" tells that there was one."""
    return any(t.lower in WORDS["articles.definite"] or t.dep == "poss" for t in sentence.children(noun, "det", "poss"))


def _is_beside(sentence: Sentence, current: Token, above: Token, trigger: Token) -> bool:
    """Whether the words above speak of something else: a relative clause, "no casualties in the attack"."""
    if current.dep == "relcl":  # "a lie that S" is no relative clause, whatever the parser calls it
        return not any(t.lower in WORDS["conjunctions.that"] for t in sentence.children(current, "mark"))
    bare = current.tag in ("VBG", "VBN") and not sentence.children(current, "aux", "auxpass", "mark")
    if current.dep == "acl" and bare and above.dep != "pobj":
        return True  # "refugees fleeing the war are likely to …"
    if current.dep == "prep" and current.lower in WORDS["prepositions.circumstance"]:
        return True  # "has not confirmed the theft after the raid"
    if current.dep != "prep" or is_verb(above) or current.lower in WORDS["prepositions.content"]:
        return False
    return sentence.head(trigger) is current


def is_denied_word(sentence: Sentence, word: Token) -> bool:
    """Whether a judging word is itself denied: "no evidence", "is not true", "nobody believes", "hardly likely"."""
    if any(t.lower in WORDS["negative"] or t.dep == "neg" or t.lower in _HARDLY for t in sentence.children(word)):
        return True
    if word.dep in ("acl", "relcl") and sentence.head(word).lower in WORDS["nobody"]:
        return True  # "nothing to support the story"
    verb = word if is_verb(word) else sentence.head(word)
    if not is_verb(verb) or (verb is not word and verb.lemma in WORDS["verbs.denying"]):
        return False
    verb = infinitives(sentence, verb)[-1]  # "could not confirm or deny"
    while verb.dep == "xcomp":  # "nobody was able to confirm"
        over = sentence.head(verb)
        verb = sentence.head(over) if over.dep == "acomp" else over
    near = is_verb(word) or word.dep in ("acomp", "attr", "oprd", "dobj", "nsubjpass", "nsubj")
    nobody = any(t.lower in WORDS["nobody"] for t in sentence.children(verb, "nsubj", "nsubjpass"))
    return near and (nobody or bool(sentence.children(verb, "neg")))


def is_unconfirmed(sentence: Sentence, word: Token) -> bool:
    """Whether a judging word is only not confirmed: "could not confirm reports that", "unable to verify claims"."""
    verb = sentence.head(word)
    if word.dep not in ("dobj", "nsubjpass") or verb.lemma not in ANSWERING_FOR:
        return False
    first = infinitives(sentence, verb)[-1]
    return bool(sentence.children(first, "neg")) or sentence.head(verb).lower in WORDS["unable"]


def involving(sentence: Sentence, noun: Token) -> Token | None:
    """The word that tells of somebody's having to do with an event: "had a role in the killing", "was responsible for
    the bombing"."""
    preposition = sentence.head(noun)
    if noun.dep != "pobj" or preposition.dep != "prep":
        return None
    over = sentence.head(preposition)
    words = [over, *(sentence.children(over, "dobj") if is_verb(over) else ())]  # "had no hand | in the killing"
    return next((w for w in words if w.lemma in WORDS["involvement"]), None)


def is_disowned(sentence: Sentence, noun: Token) -> bool:
    """ "Had no role in the killing", "nothing to do with the raid", "was not responsible for the bombing"."""
    word = involving(sentence, noun)
    return word is not None and is_denied_word(sentence, word)


def is_said_by_nobody(sentence: Sentence, verb: Token) -> bool:
    """ "No group has said that it planted the bomb", "nobody admitted planting it"."""
    who = WORDS["nobody"] | WORDS["nobody.of_speakers"]
    told = (t for t in own_subjects(sentence, verb) if t.lemma in who)
    return verb.lemma in _STATING and any(is_nobody(sentence, t) for t in told)
