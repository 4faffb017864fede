"""Detect: the triggers of event rules whose tests hold, one for each word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sayso.claims.evidence import Evidence
from sayso.claims.records import Detected
from sayso.grammar.frames import Frame, frame_of
from sayso.grammar.phrases import expand, of_which
from sayso.lang import lexicon
from sayso.model import Sentence, Span, Token
from sayso.rules import Rulebook
from sayso.rules.events import EventRule
from sayso.rules.phrases import PhraseIndex

WORDS = lexicon("claims")
_AIMED = WORDS.row("detect.aimed")
_SUFFERED = WORDS["measures.killing_nouns"] | WORDS["detect.suffered"]
_ARMS, _FINDING = WORDS["means.bombs"] | WORDS["detect.shells"], WORDS["estimates.finding"]
_FUNCTIONAL = frozenset({"PART", "DET", "PUNCT", "CCONJ", "SCONJ"})
_COUNTED_HARM = frozenset({"casualties", "damage", "arrest", "abduction", "interception"})
EVENT_KINDS = frozenset({"body", "caption"})


class RuleDetector:
    """Finds triggers by the phrases of the rulebook and their tests. Built once."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = [rule for file in rulebook.events for rule in file.rules]
        self._index: PhraseIndex[EventRule] = PhraseIndex(
            (rulebook.phrase(phrase, rule), rule) for rule in rules for phrase in rule.when
        )

    def __call__(self, sentence: Sentence, evidence: Evidence) -> list[Detected]:
        """The triggers of one sentence, in text order; the most specific rule wins a word."""
        best: dict[int, Detected] = {}
        frames: dict[int, Frame] = {}
        for words, rule in self._index.find(sentence):
            anchor = anchor_of(words)
            named = any(evidence.in_name(w) for w in words)
            if named or _carries_nothing(sentence, anchor, words) or _mismatch(sentence, anchor, rule, evidence):
                continue
            frame = frames.get(anchor.index)
            if frame is None:
                frame = frames[anchor.index] = mended(frame_of(sentence, anchor), evidence)
            if not holds(rule, frame, evidence):
                continue
            found = Detected(rule=rule, trigger=anchor, words=words, frame=frame, span=_span(words, anchor))
            known = best.get(anchor.index)
            if known is None or _weight(found) > _weight(known):
                best[anchor.index] = found
        return list(_without_nested(sorted(best.values(), key=lambda d: d.trigger.index)))

    def refuses(self, one: Detected, evidence: Evidence) -> bool:
        """Whether a rule of its type knows the trigger and does not take it: "taken by bus" abducts nobody."""
        matched = self._index.find(one.frame.sentence)
        rules = [rule for words, rule in matched if rule.type == one.rule.type and anchor_of(words) == one.trigger]
        return any(
            _is_stopped(one.frame.sentence, one.trigger, rule)
            or (_meets(rule, one.frame, evidence) and _is_refused(rule, one.frame, evidence))
            for rule in rules
        )


def mended(frame: Frame, evidence: Evidence) -> Frame:
    """With the noun in place of its number, where the parser has torn them apart ("burned twelve looms").

    Left out is whom it took for one of the things done to: "seized the town, residents and the army said".
    """
    frame.objects = [_counted(frame.sentence, token, evidence) for token in frame.objects]
    _take_owner(frame, evidence)
    _take_sufferer(frame, evidence)

    def stays(token: Token) -> bool:
        return token.dep != "conj" or token.start not in evidence.source_words

    if not (evidence.source_words and frame.objects):
        return frame
    frame.objects = [t for t in frame.objects if stays(t)] or frame.objects
    frame.obliques = [(p, t) for p, t in frame.obliques if stays(t)]
    return frame


def _take_owner(frame: Frame, evidence: Evidence) -> None:
    """In "the attack of the rebels on the market" those after "of" attack: what was attacked stands after "on"."""
    own = [t for noun in of_which(frame.sentence, frame.trigger) for t in expand(frame.sentence, noun)]
    armed = [t for t in own if evidence.is_force(t) or evidence.is_state(t)]
    owners = [t for t in armed if evidence.actor(t) or frame.sentence.children(t, "det")]  # not "a show of force"
    if frame.trigger.pos != "NOUN" or not owners:
        return
    around = [*frame.obliques, *((p, t) for o in owners for p, t in frame_of(frame.sentence, o).obliques)]
    aims = list(dict.fromkeys((p, t) for p, t in around if p in _AIMED and not evidence.in_time(t)))
    if aims:
        kept = [(p, t) for p, t in frame.obliques if t not in owners and (p, t) not in aims]
        frame.subjects = [*frame.subjects, *(t for t in owners if t not in frame.subjects)]
        frame.objects = [
            *(t for t in frame.objects if t not in owners),
            *(t for _, t in aims if t not in frame.objects),
        ]
        frame.obliques = [*kept, *aims]


def _take_sufferer(frame: Frame, evidence: Evidence) -> None:
    """Whose arrest or murder it is suffers it: "his arrest"; not in "the army's arrest of two men"."""
    owners = [t for t in frame.possessors if evidence.is_person(t) or t.tag == "PRP$"]
    if frame.trigger.lemma not in _SUFFERED or frame.trigger.pos != "NOUN" or frame.objects:
        return
    if not any(evidence.is_force(t) or evidence.is_state(t) for t in owners):
        frame.subjects = [t for t in frame.subjects if t not in owners]
        frame.objects = owners


def _counted(sentence: Sentence, token: Token, evidence: Evidence) -> Token:
    count = evidence.count(token) if token.pos == "NUM" else None
    if count is None or count.head <= token.start or sentence.children(token, "prep"):
        return token
    return next((t for t in sentence.tokens[token.index :] if t.start == count.head), token)


def anchor_of(words: tuple[Token, ...]) -> Token:
    """The word that heads the matched words: a verb if they begin with one, else the one whose head is outside."""
    inside = {t.index for t in words}
    if words[0].pos == "VERB" and not (words[0].dep == "amod" and words[0].head in inside):
        return words[0]
    tops = [t for t in words if t.head not in inside or t.head == t.index]
    return next((t for t in tops if t.pos not in _FUNCTIONAL), tops[0] if tops else words[-1])


def _span(words: tuple[Token, ...], anchor: Token) -> Span:
    close = all(b.index - a.index <= 3 for a, b in pairwise(words))
    if close:
        return Span(start=min(t.start for t in words), end=max(t.end for t in words))
    return Span(start=anchor.start, end=anchor.end)


def _carries_nothing(sentence: Sentence, anchor: Token, words: tuple[Token, ...]) -> bool:
    """Whether the trigger only modifies another noun: "attack helicopter", "bombing suspect", "shelling victims"."""
    if anchor.tag == "VBG" and anchor.dep in ("advcl", "acl", "xcomp") and anchor.lemma in WORDS["means.instruments"]:
        return True  # "killed nine, using drones": by what means
    if anchor.dep == "poss" and anchor.lemma in WORDS["apart.victims"] and anchor not in words[1:]:
        return True  # "the victims' commission"
    if anchor.dep not in ("compound", "nmod", "amod") or anchor.pos not in ("NOUN", "PROPN"):
        return False
    head = sentence.head(anchor)
    return head not in words and sentence.head(head) not in words


def _mismatch(sentence: Sentence, anchor: Token, rule: EventRule, evidence: Evidence) -> bool:
    """A participle before its noun ("a downed drone") tells no event, save of what is counted ("nine burnt homes")."""
    if anchor.dep == "amod" and anchor.tag == "VBN" and rule.definite:
        count = evidence.count(sentence.head(anchor))
        return rule.type not in _COUNTED_HARM or count is None or (rule.type == "damage" and count.low == 1)
    return _is_stopped(sentence, anchor, rule) or anchor.pos not in (
        "VERB",
        "AUX",
        "NOUN",
        "PROPN",
        "ADJ",
        "ADV",
        "ADP",
        "NUM",
        "PRON",
    )


def _is_stopped(sentence: Sentence, anchor: Token, rule: EventRule) -> bool:
    """ "Police shot a suicide bomber": he bombed nothing, nor does a bomb or shell that they found."""
    first = sentence.head(anchor) if anchor.dep == "conj" else anchor
    over = sentence.head(first).lemma if first.dep in ("dobj", "nsubjpass") else ""
    return over in WORDS["detect.stopping"] if rule.has("doer") else anchor.lemma in _ARMS and over in _FINDING


def holds(rule: EventRule, frame: Frame, evidence: Evidence) -> bool:
    """Whether the tests of a rule hold for a frame."""
    return _meets(rule, frame, evidence) and not _is_refused(rule, frame, evidence)


def _meets(rule: EventRule, frame: Frame, evidence: Evidence) -> bool:
    fillers = _fillers(rule, frame)
    if not all(any(evidence.passes(t, tests) for t in fillers[role]) for role, tests in rule.tests.items()):
        return False
    return not rule.prep or any(_prep_holds(frame, prep, tests, evidence) for prep, tests in rule.prep.items())


def _is_refused(rule: EventRule, frame: Frame, evidence: Evidence) -> bool:
    fillers = _fillers(rule, frame)
    if any(evidence.passes(t, tests) for role, tests in rule.refused.items() for t in fillers[role]):
        return True
    return any(_prep_holds(frame, prep, tests, evidence) for prep, tests in rule.no_prep.items())


def _fillers(rule: EventRule, frame: Frame) -> dict[str, list[Token]]:
    fillers = {"subject": frame.subjects, "object": frame.objects}
    if rule.target == "subject":
        suffering = frame.objects if frame.passive or not frame.subjects else frame.subjects
        fillers["subject"] = suffering  # in the passive, who suffers is the object
    return fillers


def _prep_holds(frame: Frame, prep: str, tests: tuple[str, ...], evidence: Evidence) -> bool:
    fillers = [t for p, t in frame.obliques if p == prep]
    return any(not tests or evidence.passes(t, tests) for t in fillers)


def _weight(detected: Detected) -> tuple[int, float]:
    rule = detected.rule
    tests = 2 * len(rule.tests) + 2 * bool(rule.prep)
    return (2 * len(detected.words) + tests, rule.confidence)


def _without_nested(triggers: list[Detected]) -> Iterator[Detected]:
    """Leave out a trigger whose words all stand inside a longer match."""
    for one in triggers:
        inside = {t.index for t in one.words}
        if any(inside < {t.index for t in other.words} for other in triggers if other is not one):
            continue
        yield one
