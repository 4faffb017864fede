"""Chains: a trigger and the words above it that speak of the same event, and what stands aside of what is said.

What is said of a word of the chain is said of the event ("was *expected* to *launch* an *attack*"); not of what only
stands beside it: "was not hurt in the attack", "have not met since the truce", "plans to visit Sake, where nine died".
"""

from __future__ import annotations

from sayso.grammar.clauses import is_infinitive, subject
from sayso.grammar.frames import LIGHT_VERBS, is_verbal
from sayso.grammar.judging import is_known
from sayso.grammar.phrases import WORDS
from sayso.grammar.words import FINITE, is_verb
from sayso.model import Relation, Sentence, Token

__all__ = ["RAISING", "TAKING_PART", "Chain", "chain_of", "is_aside"]

Chain = tuple[Token, ...]
"""A trigger and the words above it that speak of the same event, from below to above."""
_VERB_RISES: frozenset[Relation] = frozenset({"xcomp", "acomp", "conj", "auxpass", "aux", "pcomp"})
_NOUN_RISES: frozenset[Relation] = frozenset(
    {"dobj", "nsubjpass", "nsubj", "attr", "pobj", "prep", "conj", "compound", "nmod", "acomp", "oprd", "amod"}
)
RAISING = WORDS["verbs.raising"]
_ASIDE = WORDS["prepositions.circumstance"] | WORDS["conjunctions.meanwhile"]
TAKING_PART = LIGHT_VERBS | WORDS["taking_part"]
"""Verbs and nouns with which an event is one's own, though a preposition stands between."""


def chain_of(sentence: Sentence, trigger: Token) -> Chain:
    """The chain of a trigger."""
    chain = [trigger]
    current = trigger
    for above in sentence.ancestors(trigger):
        if is_verbal(sentence, current):
            told = above.tag == "NNS" or sentence.children(above, "det", "poss", "amod")
            if told and current.dep in ("acl", "relcl") and is_infinitive(sentence, current):
                chain.append(above)  # "a plan to attack", not "in order to attack"
            if not _rises(sentence, current):
                break
        elif current.dep not in _NOUN_RISES or _leads_aside(sentence, current, chain[-2:][0]):
            break
        chain.append(above)
        if not is_verbal(sentence, current) and current.dep == "nsubj" and above.lemma not in RAISING:
            break  # "the raid killed": what stands above tells of the verb's own event
        current = above
    return tuple(chain)


def _rises(sentence: Sentence, verb: Token) -> bool:
    """Whether what stands over a verb is said of its event too: not of one with a subject or a finite helping verb of
    its own ("reportedly hit a guard and has been held"), save where it has the helping verb of the first: "one was
    reportedly killed and nine others injured"."""
    above = sentence.head(verb)
    torn = verb.dep == "acl" and above.dep == "conj"  # "nine others injured", joined to the verb before as a noun
    helped = sentence.children(verb, "aux", "auxpass")
    finite = any(t.tag in FINITE for t in helped)
    begun = subject(sentence, verb) is not None or bool(sentence.children(verb, "expl"))
    own = torn or (verb.dep == "conj" and (finite or begun))
    helping = sentence.children(sentence.head(above) if torn else above, "auxpass")
    shares = verb.tag == "VBN" and bool(helping) and not helped
    return (torn or verb.dep in _VERB_RISES) and (shares or not own)


def _leads_aside(sentence: Sentence, word: Token, below: Token) -> bool:
    """Whether the word is a preposition behind which an event stands only as what else there was: "despite a truce",
    "was not hurt in the attack", "his alleged role in the bombing"."""
    if word.pos not in ("ADP", "SCONJ") or word.lower in WORDS["prepositions.circumstance"]:
        return word.lower in WORDS["prepositions.circumstance"]
    over = sentence.head(word)
    if any(t.lemma in WORDS["nouns.remembering"] for t in (over, *sentence.children(over, "dobj"))):
        return True
    if word.lower not in WORDS["prepositions.within"] or over.lemma in TAKING_PART:
        return False
    return is_known(sentence, below) and not is_verb(below)


def is_aside(sentence: Sentence, trigger: Token, after: int) -> bool:
    """Whether an event is told as known beside the words that end at ``after``: in a relative clause ("denied that its
    men burned Sake, where twelve people were found dead", "the release of girls kidnapped in May"), behind "after",
    "since" or "while"."""
    over = [trigger, *sentence.ancestors(trigger)]
    below = trigger
    for word in over:
        above = sentence.head(word)
        if word.start < after:
            return False
        if (word.dep == "relcl" and above.dep != "attr") or _befell(sentence, word):
            return True
        if word.dep == "prep" and _leads_aside(sentence, word, below):
            return True
        past = word.tag in ("VBD", "VBN", "VBG") and word.dep == "advcl"
        clause = past and sentence.children(word, "nsubj", "nsubjpass")  # not "dismissed as invented a report that"
        marks = sentence.children(word, "mark", "advmod") if clause else ()
        if any(t.lower in _ASIDE for t in marks):
            return True
        below = word
    return False


def _befell(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle tells what has befallen somebody: "girls kidnapped by militants in May"."""
    alone = verb.dep == "acl" and verb.tag == "VBN" and not sentence.children(verb, "aux", "auxpass", "mark")
    return alone and sentence.head(verb).dep == "pobj"
