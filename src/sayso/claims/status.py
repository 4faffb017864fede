"""Status: asserted, denied, uncertain or planned, and whether the words tell an event at all."""

from __future__ import annotations

from sayso.claims.candidates import Candidate
from sayso.claims.evidence import Evidence
from sayso.grammar.frames import governor, is_passive, is_verbal
from sayso.lang import lexicon
from sayso.model import Sentence, Status, Token
from sayso.rules import Rulebook
from sayso.rules.phrases import PhraseIndex
from sayso.rules.words import HedgeRow

WORDS = lexicon("claims")
_RAISING_WORDS = WORDS["status.raising"]
_HOPE_WORDS = WORDS["status.hope"]
_UNREAL_WORDS = WORDS["status.unreal"]
_UNREAL_2_WORDS = WORDS["status.unreal_2"]

_UNREAL_MARKS = WORDS["status.unreal_marks"]
_UNREAL_HEADS = WORDS["status.unreal_heads"]
_REAL_ANYWAY = WORDS["status.real_anyway"]
_NEEDS_SUCCESS = frozenset(
    {"evacuation", "displacement", "capture", "withdraw", "aid", "agree", "casualties", "damage"}
)


class StatusJudge:
    """Reads hedges, negation, modality. Built once from the rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        rows = rulebook.rows(HedgeRow)
        self._hedges: PhraseIndex[HedgeRow] = PhraseIndex((rulebook.phrase(row.phrase, row), row) for row in rows)
        self._last: tuple[Sentence, list[tuple[tuple[Token, ...], HedgeRow]]] | None = None

    def _hedges_in(self, sentence: Sentence) -> list[tuple[tuple[Token, ...], HedgeRow]]:
        """The hedges of a sentence; those of the last one asked about are kept for its other candidates."""
        if self._last is None or self._last[0] is not sentence:
            self._last = (sentence, list(self._hedges.find(sentence)))
        return self._last[1]

    def judge(self, candidate: Candidate, evidence: Evidence) -> Status | None:
        """The status, or None when the words tell no event (a condition, a fear, a purpose)."""
        sentence = candidate.sentence
        chain = _chain(candidate)
        if _unreal(sentence, candidate, chain):
            return None
        if candidate.rule.status:
            return candidate.rule.status
        status: Status = "asserted"
        for words, row in self._hedges_in(sentence):
            if any(w in candidate.words for w in words):
                continue
            if self._governs(words[-1], row, chain, sentence):
                if row.status == "uncertain" or status == "asserted":
                    status = row.status
                if row.status == "denied":
                    break
        return "denied" if _negated(sentence, candidate, chain, evidence) else status

    def _governs(self, word: Token, row: HedgeRow, chain: list[Token], sentence: Sentence) -> bool:
        if row.governs == "child":
            return any(word.head == t.index and word.index != t.index for t in chain)
        if word not in chain[1:]:
            return False
        if row.governs == "passive":
            return is_passive(sentence, word)
        if row.status in ("planned", "denied") and row.id != "without":
            return _infinitive_below(sentence, chain, word)
        return True


def _chain(candidate: Candidate) -> list[Token]:
    """The trigger and the words above it that speak of the same event: light verb, auxiliary verb, raising verb."""
    sentence, trigger = candidate.sentence, candidate.trigger
    chain = [trigger]
    current = trigger
    for above in sentence.ancestors(trigger):
        if is_verbal(sentence, current):
            if current.dep not in ("xcomp", "acomp", "conj", "auxpass", "aux", "pcomp") or (
                current.dep == "conj" and sentence.children(current, "nsubj", "nsubjpass")
            ):
                break
        elif current.dep not in (
            "dobj",
            "nsubjpass",
            "nsubj",
            "attr",
            "pobj",
            "prep",
            "conj",
            "compound",
            "acomp",
            "oprd",
            "amod",
        ):
            break
        elif current.dep == "nsubj" and not _raising(above):
            chain.append(above)
            break
        chain.append(above)
        current = above
    return chain


def _raising(token: Token) -> bool:
    return token.lemma in _RAISING_WORDS


def _infinitive_below(sentence: Sentence, chain: list[Token], word: Token) -> bool:
    below = chain[chain.index(word) - 1]
    if below.pos == "VERB":
        return any(t.lower == "to" for t in sentence.children(below, "aux")) or below.dep == "xcomp"
    return below.dep in ("dobj", "pobj", "nsubjpass", "prep")


def _negated(sentence: Sentence, candidate: Candidate, chain: list[Token], evidence: Evidence) -> bool:
    if candidate.type == "casualties" and any(f.low == 0 and f.high == 0 for f in candidate.figures):
        return False
    for token in chain[:3]:
        if token.pos in ("VERB", "AUX", "ADJ") and any(t.dep == "neg" for t in sentence.children(token)):
            return True
        if token is candidate.trigger and any(t.lower == "no" for t in sentence.children(token, "det", "neg")):
            return True
    return False


def _unreal(sentence: Sentence, candidate: Candidate, chain: list[Token]) -> bool:
    top = chain[-1]
    for token in (*chain, *_clauses_above(sentence, top)):
        if any(t.lower in _UNREAL_MARKS for t in sentence.children(token, "mark")):
            return True
    if any(t.lower == "yet" for token in chain[1:] for t in sentence.children(token, "advmod")):
        return True  # "is yet to report"
    for token in chain:
        if token.pos in ("VERB", "AUX") and token.dep == "advcl" and _is_purpose(sentence, token):
            return not candidate.rule.speaker
        if token.pos in ("VERB", "AUX") and any(t.lower in _UNREAL_2_WORDS for t in sentence.children(token, "aux")):
            return not candidate.rule.speaker and not sentence.children(token, "neg")
    if candidate.type in _NEEDS_SUCCESS and any(t.lemma in _UNREAL_WORDS for t in chain[1:]):
        return True
    for above in sentence.ancestors(candidate.trigger):
        if above.lemma in _UNREAL_HEADS and above.lemma not in _REAL_ANYWAY and not _has_own_event(above, candidate):
            return not candidate.rule.speaker
        if above.pos in ("VERB", "AUX") and above not in chain:
            break
    return _hope(sentence, candidate.trigger)


def _clauses_above(sentence: Sentence, token: Token) -> list[Token]:
    verb = token if token.pos in ("VERB", "AUX") else governor(sentence, token)
    return [verb] if verb else []


def _is_purpose(sentence: Sentence, verb: Token) -> bool:
    """ "to contain the incursion": an infinitive of purpose tells what was meant, not what happened."""
    return any(t.lower == "to" for t in sentence.children(verb, "aux")) and not sentence.children(verb, "nsubj")


def _has_own_event(above: Token, candidate: Candidate) -> bool:
    return above in candidate.words


def _hope(sentence: Sentence, trigger: Token) -> bool:
    head = sentence.head(trigger)
    if trigger.dep == "acl" and any(t.lower == "to" for t in sentence.children(trigger, "aux")):
        return head.lemma in _HOPE_WORDS
    return False
