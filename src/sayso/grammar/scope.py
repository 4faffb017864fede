"""Scope: what a negation, a hedge or an unreal head reaches.

All of it is asked of a *chain*: a trigger and the words above it that speak of the same event, from a noun over its
light verb to the verb that this one hangs on ("was *expected* to *launch* an *attack*"). What stands over a word of the
chain, or hangs on it, is said of the event.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from sayso.grammar.chains import RAISING, TAKING_PART, Chain
from sayso.grammar.clauses import governor, infinitives, is_infinitive, is_passive, own_subjects
from sayso.grammar.judging import (
    ANSWERING_FOR,
    is_denied_word,
    is_disowned,
    is_known,
    is_said_by_nobody,
    is_unconfirmed,
    judges,
)
from sayso.grammar.phrases import WORDS, is_below, is_nobody
from sayso.grammar.words import PROPER, is_verb
from sayso.model import Relation, Sentence, Status, Token
from sayso.rules import Rulebook
from sayso.rules.phrases import PhraseIndex
from sayso.rules.words import HedgeRow

__all__ = ["Hedges", "is_about_known", "is_negated", "is_unreal"]

_TAKES: frozenset[Relation] = frozenset({"dobj", "pobj", "nsubjpass", "prep"})
_REACH = 3
_NO = WORDS["negative"]
_MARKS = WORDS["unreal.marks"]


def is_negated(sentence: Sentence, chain: Chain, parties: Collection[Token] = (), own: Collection[Token] = ()) -> bool:
    """Whether the event is denied: "not" on one of the nearest words of the chain, "no" on the trigger or on a party.

    ``parties``: who did it and to whom: "no child was abducted", "not a single house was burned", "nobody fired".
    ``own``: words of the trigger, whose "not" tells the event ("will not accept").
    """
    clause = _own_clause(sentence, chain)
    known = len(clause) == 1 < len(chain)  # "the raid hurt nobody"
    doers = (t for verb in filter(is_verb, clause) for t in own_subjects(sentence, verb))
    if not known and any(is_nobody(sentence, party) for party in (*parties, *doers)):
        return True
    words = [t for t in clause[:_REACH] if t.pos in ("VERB", "AUX", "ADJ")]
    words = [t for t in words if t.lemma not in ANSWERING_FOR]  # "has not confirmed the theft"
    words += infinitives(sentence, words[-1])[1:] if words else []
    noes = (no for t in words for no in sentence.children(t, "neg") if no not in own)
    if any(sentence.tokens[no.index - 1].text != "," for no in noes):  # not "nine died, not 19"
        return True
    if is_disowned(sentence, chain[0]) or _at_no_time(sentence, chain[0]) or _is_cleft(sentence, chain[:_REACH]):
        return True
    nouns = [chain[0]]
    while nouns[-1].dep == "conj" and not is_verb(sentence.head(nouns[-1])):
        nouns.append(sentence.head(nouns[-1]))  # "no shelling and no raids", "no shelling or raids"
    nouns += [t for t in chain[1:2] if chain[0].dep in ("acl", "relcl")]  # "no plans to deploy"
    return any(t.lower in _NO for noun in nouns for t in sentence.children(noun, "det", "neg"))


def _own_clause(sentence: Sentence, chain: Chain) -> Chain:
    """The chain up to a verb of another event, which was or was not so in this one or by it: "was not hurt in a raid",
    "the raid did not hurt anyone"."""
    for at, word in enumerate(chain[:-1]):
        over = chain[at + 1]
        if word.dep == "nsubj" and is_verb(over) and over.lemma not in WORDS["verbs.taking_place"] | RAISING:
            done = any(sentence.children(t, "dobj") for t in (over, *sentence.children(over, "conj")))
            return chain[: at + 1] if done else chain
        if word.dep == "prep" and word.lower in WORDS["prepositions.in"] and is_verb(over):
            return chain if over.lemma in TAKING_PART else chain[:at]
    return chain


def _at_no_time(sentence: Sentence, trigger: Token) -> bool:
    """ "At no time did our troops cross", "nor have they", "neither did the army": the verb before its doer."""
    tokens = sentence.tokens
    for no in tokens[: max(trigger.index - 1, 0)]:
        time, verb = tokens[no.index + 1], tokens[no.index + 2]
        never = no.lower in _NO and time.lemma in WORDS["nobody.times"] and tokens[no.index - 1].pos == "ADP"
        if never:  # "at no time on Monday were shots fired"
            verb = next((t for t in tokens[verb.index :] if not is_below(sentence, time, t)), verb)
        inverted = verb if never else time if no.lower in WORDS["nor"] else no
        if inverted.lemma in WORDS["verbs.helping"] and inverted is not no:
            return all(t.pos != "PUNCT" for t in tokens[no.index : trigger.index])
    return False


def _is_cleft(sentence: Sentence, words: Chain) -> bool:
    """ "It was not the rebels who attacked the convoy": by whom it was not done."""
    for word in words:
        noun = sentence.head(word)
        copula = sentence.head(noun) if word.dep == "relcl" and noun.dep == "attr" else None
        told = sentence.children(copula, "nsubj") if copula and sentence.children(copula, "neg") else ()
        if any(t.lower in WORDS["pronouns.it"] for t in told):
            return True
    return False


class Hedges:
    """The hedges of the rulebook (``hedges.csv``)."""

    def __init__(self, rulebook: Rulebook) -> None:
        rows = rulebook.rows(HedgeRow)
        self._index: PhraseIndex[HedgeRow] = PhraseIndex((rulebook.phrase(row.phrase, row), row) for row in rows)
        self._last: tuple[Sentence, list[tuple[tuple[Token, ...], HedgeRow]]] | None = None

    def over(self, sentence: Sentence, chain: Chain, own: Collection[Token] = ()) -> Iterator[Status]:
        """What the hedges that reach the event of a chain make of it, in text order; ``own``: words of its trigger,
        which hedge nothing."""
        judging = None
        for words, row in self._in(sentence):
            if any(w in own for w in words):
                continue
            if row.governs == "clause":
                judging = list(judges(sentence, chain, RAISING)) if judging is None else judging
                word = next((w for w in words if w in judging), None)
                if word is not None and is_unconfirmed(sentence, word):
                    yield "uncertain"
                elif word is not None:
                    yield row.negated or row.status if is_denied_word(sentence, word) else row.status
            else:  # the word that stands over the event: the "is" of "is to", the "about" of "about to"
                over = next((w for w in reversed(words) if w in chain[1:]), words[-1])
                if governs(sentence, chain, over, row):
                    yield row.negated if row.negated and is_denied_word(sentence, over) else row.status

    def _in(self, sentence: Sentence) -> list[tuple[tuple[Token, ...], HedgeRow]]:
        """The hedges of a sentence; those of the last one asked about are kept for its other triggers."""
        if self._last is None or self._last[0] is not sentence:
            self._last = (sentence, list(self._index.find(sentence)))
        return self._last[1]


def governs(sentence: Sentence, chain: Chain, word: Token, row: HedgeRow) -> bool:
    """Whether the hedge, whose last word this is, stands over the event of the chain or hangs on it.

    A name is none ("a May raid").
    """
    if row.governs == "child":
        hangs = any(t.index in (word.head, word.index + 1) and word.index != t.index for t in chain)
        return hangs and word.tag not in PROPER and not _says_less(word, sentence.head(word))
    if word not in chain[1:] or _is_reason(sentence, chain, word):
        return False
    below = chain[chain.index(word) - 1]
    if row.status == "uncertain" and is_about_known(sentence, word, below):
        return False
    if row.governs == "passive":
        return is_passive(sentence, word)
    if row.governs == "infinitive":
        return is_infinitive(sentence, below)
    return row.status == "uncertain" or _takes(sentence, below)


def is_about_known(sentence: Sentence, word: Token, event: Token) -> bool:
    """Whether what is believed is only what a known event did or by whom it was: "the raid appears to have been carried
    out by rebels", "gunfire that hit a plane was believed to have come from the hills"."""
    if event.dep not in ("nsubj", "nsubjpass") or is_verb(event):
        return False
    known = is_known(sentence, event) or bool(sentence.children(event, "relcl"))
    below = [t for t in sentence.children(word, "xcomp") if is_infinitive(sentence, t)]
    took_place = RAISING | WORDS["verbs.taking_place"]
    return known and bool(below) and not any(t.lemma in took_place for t in below)


def _says_less(word: Token, over: Token) -> bool:
    """Whether a hedge leaves the event as it is: "dozens, perhaps hundreds", "could be heard", "whom they'd freed"."""
    if over.pos == "NUM" or over.lemma in WORDS["nouns.amounts"]:
        return True
    if word.lower in WORDS["adverbs.nearly"] and over.index != word.index + 1:
        return True  # "nearly every house was destroyed"
    if word.lower in WORDS["contracted"] and over.tag in ("VBN", "VBD"):
        return True
    return word.tag == "MD" and over.lemma in WORDS["verbs.perceiving"]


def _is_reason(sentence: Sentence, chain: Chain, word: Token) -> bool:
    """ "Is wanted for the killing", "fled due to fighting": why somebody is sought or did something, and no plan."""
    sought = word.lemma in WORDS["verbs.seeking"] and is_passive(sentence, word)
    cause = word.pos == "ADJ" and word.dep == "prep"
    return cause or (sought and chain[chain.index(word) - 1].dep == "prep")


def _takes(sentence: Sentence, below: Token) -> bool:
    """Whether the word below a plan or denial is what is planned or denied, and no clause of its own: "plans to
    deploy", "ruled out a raid", "without firing"."""
    if below.pos == "VERB":
        return is_infinitive(sentence, below) or below.dep in ("xcomp", "pcomp")
    return below.dep in _TAKES


def is_unreal(
    sentence: Sentence, chain: Chain, own: Collection[Token] = (), *, saying: bool = False, tried: bool = True
) -> bool:
    """Whether the words tell no event: a condition, a purpose, a duty, a fear, a plan.

    ``own``: words of the trigger. ``saying``: the event is itself something said or demanded, which its purposes and
    duties do not undo. ``tried``: an event that was only tried has not happened.
    """
    over = chain[-1] if is_verb(chain[-1]) else governor(sentence, chain[-1])
    if any(_is_conditional(sentence, c) for c in (*chain, *([over] if over else []))):
        return True
    if any(t.lower in WORDS["unreal.adverbs"] for c in chain[1:] for t in sentence.children(c, "advmod")):
        return True  # "is yet to report"
    if any(_is_hypothetical(sentence, verb) for verb in filter(is_verb, chain)) or _is_supposed(sentence, chain[0]):
        return True
    for verb in filter(is_verb, chain):
        if is_infinitive(sentence, verb) and _is_enough(sentence, verb):
            return True
        if verb.dep == "advcl" and is_infinitive(sentence, verb) and not sentence.children(verb, "nsubj"):
            return not saying  # "to contain the incursion"
        if any(t.lower in WORDS["unreal.modals"] for t in sentence.children(verb, "aux")):
            return not saying and not sentence.children(verb, "neg")
    if tried and any(t.lemma in WORDS["unreal.trying"] and below.dep != "conj" for below, t in pairwise(chain)):
        return True  # not "tried to take the town and lost 12 men"
    if _below_unreal(sentence, chain, own) or _is_called_for(sentence, chain, own):
        return not saying
    aims = [verb for verb in filter(is_verb, chain) if _aim(sentence, verb)]
    return any(not is_nobody(sentence, sentence.head(verb)) for verb in aims)


def _is_enough(sentence: Sentence, verb: Token) -> bool:
    """ "A bomb large enough to kill dozens", "enough explosives to destroy the bridge"."""
    above = sentence.head(verb)
    return above.lower in WORDS["unreal.enough"] or any(
        t.lower in WORDS["unreal.enough"] and t.index < verb.index for t in sentence.children(above, "advmod", "amod")
    )


def _aim(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is what a bid, an attempt or a chance is for."""
    aim = verb.dep in ("acl", "relcl") and sentence.head(verb).lemma in WORDS["nouns.aim"]
    return aim and is_infinitive(sentence, verb)


def _is_conditional(sentence: Sentence, word: Token) -> bool:
    """Whether "if" or its like opens the clause: on the word, or before its verb with no other verb between."""
    if any(t.lower in _MARKS for t in sentence.children(word, "mark")):
        return True
    if not is_verb(word):
        return False
    before = takewhile(lambda t: not is_verb(t) or t.head == word.index, reversed(sentence.tokens[: word.index]))
    return any(t.lower in _MARKS and t.pos in ("SCONJ", "ADP") for t in before)


def _is_hypothetical(sentence: Sentence, verb: Token) -> bool:
    """ "Had the missile struck the plant", "it would have killed thousands", "had it, nine would be dead": what did not
    come about."""
    helping = [t for t in sentence.children(verb) if t.dep in ("aux", "auxpass")]
    if helping and verb.tag == "VB":
        return helping[0].lower in WORDS["unreal.would"] and _is_past_condition(sentence, verb)
    if verb.tag not in ("VBN", "VBD") or not helping:
        return False
    subject_at = min((t.index for t in sentence.children(verb, "nsubj", "nsubjpass")), default=verb.index)
    inverted = helping[0].text == "Had" and helping[0].index < subject_at
    return inverted or (" ".join(t.lower for t in helping[:2]) in WORDS["unreal.would_have"])


def _is_past_condition(sentence: Sentence, verb: Token) -> bool:
    """Whether what would be hangs on what was not: "if it had gone off", "had it gone off", "but for the guards"."""
    before = " ".join(t.lower for t in sentence.tokens[: verb.index])
    pasts = [t for t in sentence.children(verb, "advcl", "ccomp") if t.tag == "VBN"]
    helping = [(t, a) for t in pasts for a in sentence.children(t, "aux") if a.tag == "VBD"]
    unless = any(f"{words} " in before for words in WORDS["unreal.but_for"])
    return unless or any(a.text == "Had" or _is_conditional(sentence, t) for t, a in helping)


def _is_supposed(sentence: Sentence, trigger: Token) -> bool:
    """ "Were the army to retake the town, …", "should the dam be shelled, …": before the comma, and no question."""
    first = sentence.tokens[0]
    comma = next((t.index for t in sentence.tokens if t.text == ","), 0)
    asked = sentence.tokens[-1].text == "?" or len(sentence.tokens) < _REACH or sentence.tokens[1].text == ","
    return first.lower in WORDS["unreal.supposing"] and not asked and trigger.index < comma


def _below_unreal(sentence: Sentence, chain: Sequence[Token], own: Collection[Token]) -> bool:
    """Whether the closest words above the event, up to the first verb outside its chain, make it unreal."""
    for below, above in pairwise((chain[0], *sentence.ancestors(chain[0]))):
        if above.lemma in WORDS["unreal.able"] and _is_settled(sentence, above):
            continue
        heads = WORDS["unreal.heads"] | (WORDS["unreal.verbs"] if is_verb(above) else set())
        beside = is_verb(below) and below.dep == "conj"  # "foiled a raid and killed nine attackers"
        if above.lemma in heads and above not in own and not beside:
            return True
        if below.dep in ("ccomp", "xcomp") and is_said_by_nobody(sentence, above):
            return True
        if is_verb(above) and above not in chain:
            return False
    return False


def _is_called_for(sentence: Sentence, chain: Chain, own: Collection[Token]) -> bool:
    """ "Called for a strike"; not "called for an end to the siege"."""
    for above in chain[1:]:
        if above.lower in WORDS["prepositions.for"]:
            caller = sentence.head(above)
            return caller.lemma in WORDS["unreal.calling"] and caller not in own
        if is_verb(above):
            return False
    return False


def _is_settled(sentence: Sentence, able: Token) -> bool:
    """ "Were able to", which is done, and "is not able to", which is denied; what one is able to is no event, nor is
    what one was shot "before he was able to"."""
    copula = sentence.head(able)
    if any(t.lower in WORDS["unreal.before"] for t in sentence.children(copula, "mark")):
        return False
    return copula.tag in ("VBD", "VBN") or bool(sentence.children(copula, "neg") or sentence.children(able, "neg"))
