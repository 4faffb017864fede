"""Verbs of saying: find them, their speaker, the stretch of the cue clause and what they govern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.grammar.clauses import subject
from sayso.grammar.phrases import span_of
from sayso.grammar.words import is_verb_form
from sayso.mentions.attributions.content import around, left_content
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue, stretch
from sayso.mentions.attributions.governed import passive_content, right_content, right_extent
from sayso.mentions.attributions.ranges import members, surface_head
from sayso.mentions.attributions.speakers import ADDRESSING, Speaker, find_speaker, leading_speaker
from sayso.mentions.attributions.surface import inverted, postposed
from sayso.mentions.attributions.words import Words
from sayso.model import Sentence, Span, Stance, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CueRow
from sayso.rules.phrases import Phrase

_NOT_CUES = frozenset({"amod", "compound", "aux", "auxpass"})
_CLAUSE_PARTS = frozenset({"prep", "npadvmod", "advmod", "dative", "prt", "neg", "aux", "auxpass", "agent"})
_TALKS = frozenset({"interview", "statement", "comment", "remark"})
_NOBODY = frozenset({"you", "that", "this", "what", "which", "nobody", "one", "everyone", "anyone", "none"})
_DOUBTING_MARKS = frozenset({"if", "whether", "unless"})


class VerbCues:
    """The verbs of ``cues.csv``."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._words = words
        self._by_verb: dict[str, list[tuple[Phrase, CueRow]]] = defaultdict(list)
        for row in rulebook.rows(CueRow):
            phrase = rulebook.phrase(row.phrase, row)
            for word in phrase.elements[0].words:
                self._by_verb[word].append((phrase, row))
        for rows in self._by_verb.values():
            rows.sort(key=lambda pair: -len(pair[0].elements))

    def find(self, sentence: Sentence, taken: set[int], cited: set[int]) -> Iterator[Cue]:
        """The cues of all verb cues; ``taken``: tokens of cues already found; ``cited``: those of citing phrases."""
        behind: dict[int, Cue] = {}
        for token in sentence.tokens:
            rows = self._by_verb.get(token.lemma)
            hyphened = token.index > 1 and sentence.tokens[token.index - 1].text == "-"
            if not rows or token.index in taken or hyphened:
                continue
            cue = self._postposed(sentence, token, rows)
            if cue is not None:
                behind[token.index] = cue
                yield cue
                continue
            if not is_verb_form(token) or token.dep in _NOT_CUES or token.tag == "NNP" or _given_name(sentence, token):
                continue
            cue = self._best(sentence, token, rows, cited)
            if cue is not None:
                before = behind.get(token.head) or next((c for c in behind.values() if c.last == token.index - 2), None)
                if token.tag == "VBG" and before is not None:
                    _go_on(cue, before)
                yield cue

    def _postposed(self, sentence: Sentence, verb: Token, rows: list[tuple[Phrase, CueRow]]) -> Cue | None:
        """The cue of a cue behind or amid its content, told by the order of words."""
        row = next((row for phrase, row in rows if _closes(phrase, row)), None)
        row = row or next((row for phrase, row in rows if _confirms(phrase, row)), None)
        if row is None:
            return None
        before = postposed(sentence, verb, row.addressee)
        found = before or (inverted(sentence, verb) if verb.lemma not in ADDRESSING else None)
        if found is None or (before is None and not _closes(None, row)):
            return None
        head = surface_head(sentence, found.speakers)
        if head is None or _nobody(sentence, head):
            return None
        cue = Cue(
            sentence=sentence, anchor=verb, span=span_of((verb,)), rule=row.rule, stance=row.stance, act=row.act,
            first=found.first, last=found.last, speaker=head, named=members(sentence, found.speakers),
            aside=found.aside, listener=found.told,
        )  # fmt: skip
        cue.content = around(cue, cue.first - 1, resumes=before is not None)
        return cue if cue.content else None

    def _best(self, sentence: Sentence, verb: Token, rows: list[tuple[Phrase, CueRow]], cited: set[int]) -> Cue | None:
        """The cue of the first row that finds content, else of the first that may find its quotation elsewhere."""
        speaker: Speaker | None = None
        fallback: Cue | None = None
        for phrase, row in rows:
            matched = phrase.match(sentence, verb.index)
            if matched is None:
                continue
            if "nothing" in row.governs:
                return None
            if speaker is None:
                speaker = leading_speaker(sentence, verb, find_speaker(sentence, verb, self._words))
            if speaker is None:
                return None
            cue = self._frame(sentence, verb, matched, row, speaker, cited)
            if cue is not None and cue.content:
                return cue
            fallback = fallback or cue
        return fallback

    def _frame(
        self, sentence: Sentence, verb: Token, matched: Sequence[Token], row: CueRow, speaker: Speaker, cited: set[int]
    ) -> Cue | None:
        head = speaker.head
        if row.subjects == "evidence" and (head is None or not self._words.is_a("evidence", head)):
            return None
        if head is not None and (head.index == verb.index or _nobody(sentence, head)):
            return None
        if head is not None and any(d.lower in ("no", "neither") for d in sentence.children(head, "det", "neg")):
            return None
        governed = right_content(sentence, verb, row, speaker.passive)
        first, last = _clause(sentence, verb, matched, governed, speaker.near)
        cue = Cue(
            sentence=sentence, anchor=verb, span=_words(sentence, verb, matched), rule=row.rule,
            stance=_stance(sentence, verb, row, speaker), act=row.act, first=first, last=last,
            speaker=head, carriers=list(speaker.outer), named=speaker.named, aside=speaker.aside,
        )  # fmt: skip
        if not self._fill(cue, row, governed, speaker, cited):
            return None
        self._pass_on(cue, verb, row)
        return cue

    def _fill(self, cue: Cue, row: CueRow, governed: list[Token], speaker: Speaker, cited: set[int]) -> bool:
        """Set the content; False when the verb turns out to be no cue, or its quotation must be found elsewhere."""
        sentence = cue.sentence
        if governed:
            cue.content += right_extent(sentence, cue.anchor, governed, speaker.passive, cited)
        if cue.carriers and not cue.content:
            heads = [*cue.carriers, *([cue.speaker] if cue.speaker else [])]
            cue.first = min([cue.first, *(sentence.subtree(c)[0].index for c in heads)])
        if speaker.passive and speaker.head is not None and not cue.content:
            said = passive_content(sentence, cue.anchor, row)
            cue.content += [said] if said else []
            cue.side = "left"
        quotable = "quote" in row.governs or "clause" in row.governs
        if quotable and not speaker.passive:
            cue.content = cue.content or left_content(cue)
        if cue.content and cue.side == "right":
            cue.last = max(cue.last, _before(sentence, cue.content[0].start, cue.last))
        if speaker.passive and speaker.head is None and not (governed and row.passive):
            return False
        return bool(cue.content) or quotable

    def _pass_on(self, cue: Cue, verb: Token, row: CueRow) -> None:
        """Note who was told and who carried it: "told AFP", "in a statement carried by SANA"."""
        sentence = cue.sentence
        if cue.speaker is not None:
            self._carriers(cue, cue.speaker)
        if "from" in row.phrase.split():
            cue.inner += [t for t in (_from_whom(sentence, verb),) if t is not None]
        for token in sentence.children(verb, "dobj", "dative") if row.addressee else ():
            inside = sentence.child(token, "pobj") if token.pos == "ADP" else None
            cue.told.append(inside or token)
        cue.told += _spoken_to(sentence, verb, cue.speaker)
        for prep in sentence.children(verb, "prep", "dative"):
            noun = sentence.child(prep, "pobj")
            if noun is None:
                continue
            if prep.lemma in ("to", "on", "with"):
                cue.told.append(noun)
            self._carriers(cue, noun)

    def _carriers(self, cue: Cue, noun: Token) -> None:
        sentence = cue.sentence
        for child in sentence.children(noun, "acl", "prep"):
            if child.dep == "acl" and self._words.is_a("carrier", child):
                found = (
                    sentence.child(by, "pobj") for by in sentence.children(child, "agent", "prep") if by.lemma == "by"
                )
                cue.carriers += [token for token in found if token is not None]
            elif child.lemma in ("to", "with") and noun.lemma in _TALKS:
                outlet = sentence.child(child, "pobj")
                cue.told += [outlet] if outlet is not None else []


def _spoken_to(sentence: Sentence, verb: Token, speaker: Token | None) -> Iterator[Token]:
    """X in "speaking to X, the mayor said" and "a source speaking to X said"."""
    talks = [*sentence.children(verb, "advcl"), *(sentence.children(speaker, "acl") if speaker else ())]
    for talk in talks:
        if talk.tag != "VBG" or talk.lemma not in ("speak", "talk"):
            continue
        for prep in sentence.children(talk, "prep"):
            noun = sentence.child(prep, "pobj")
            if prep.lemma in ("to", "with") and noun is not None:
                yield noun


def _from_whom(sentence: Sentence, verb: Token) -> Token | None:
    """X in "has learned from X that"."""
    for prep in sentence.children(verb, "prep"):
        if prep.lemma == "from":
            return sentence.child(prep, "pobj")
    return None


def _given_name(sentence: Sentence, token: Token) -> bool:
    """Whether "Said" is part of a name ("Lt. Col. Said Mwachinalo told")."""
    if token.text != "Said" or token.index in (0, len(sentence.tokens) - 1) or sentence.kind == "headline":
        return False
    return sentence.tokens[token.index + 1].tag == "NNP" and sentence.tokens[token.index - 1].text not in QUOTE_MARKS


def _nobody(sentence: Sentence, head: Token) -> bool:
    after = sentence.tokens[head.index + 1] if head.index + 1 < len(sentence.tokens) else head
    return head.lower in _NOBODY and after.lower != "of"


def _confirms(phrase: Phrase, row: CueRow) -> bool:
    """Whether the cue can stand in "as X has found" behind what is said."""
    return len(phrase.elements) == 1 and row.act == "speech" and "clause" in row.governs and row.stance == "asserts"


def _closes(phrase: Phrase | None, row: CueRow) -> bool:
    """Whether the cue can stand behind what is said."""
    return (
        (phrase is None or len(phrase.elements) == 1)
        and row.act == "speech"
        and row.subjects == "any"
        and row.stance == "asserts"
        and "quote" in row.governs
    )


def _before(sentence: Sentence, start: int, last: int) -> int:
    """The last token of the cue clause when only a time stands between it and the content."""
    between = [t for t in sentence.tokens[last + 1 :] if t.end <= start]
    return (
        between[-1].index if between and all(t.entity in ("DATE", "TIME") or t.pos == "ADP" for t in between) else last
    )


def _stance(sentence: Sentence, verb: Token, row: CueRow, speaker: Speaker) -> Stance:
    if speaker.refused or sentence.child(verb, "neg") is not None:
        return "doubts"
    mark = sentence.child(verb, "mark")
    if mark is not None and mark.lemma in _DOUBTING_MARKS:
        return "doubts"
    if speaker.passive and speaker.head is None and row.act == "belief":
        return "doubts"
    return row.stance


def _words(sentence: Sentence, verb: Token, matched: Sequence[Token]) -> Span:
    """The words of the cue, with particle; auxiliaries are left out."""
    last = matched[-1] if matched[-1].index - verb.index == len(matched) - 1 else verb
    return span_of((verb, last))


def _clause(
    sentence: Sentence, verb: Token, matched: Sequence[Token], governed: list[Token], head: Token | None
) -> tuple[int, int]:
    """Token range of the cue clause: speaker, cue, time, manner, addressee; never its content."""
    content = {t.index for g in governed for t in sentence.subtree(g)}
    own = head if head is not None and head.index < verb.index else subject(sentence, verb)
    parts = {t.index for t in matched} | {verb.index}
    for child in sentence.children(verb):
        if child.index in content:
            continue
        if child.dep in _CLAUSE_PARTS or child is own or (child.dep == "dobj" and child.index > verb.index):
            parts |= {t.index for t in sentence.subtree(child)} - content
    if own is not None and sentence.head(own) is not verb and own.index < verb.index:
        parts |= set(range(sentence.subtree(own)[0].index, verb.index)) - content
    tokens = sentence.tokens
    first = last = verb.index
    while first - 1 in parts or (first - 2 in parts and first >= 2 and tokens[first - 1].text == ","):
        if (
            tokens[first - 1].text in (",", ";")
            and own is not None
            and first <= own.index
            and not _inside(sentence, own, first - 1)
        ):
            break
        first -= 1
    while last + 1 in parts:
        last += 1
    return first, last


def _inside(sentence: Sentence, head: Token, index: int) -> bool:
    below = sentence.subtree(head)
    return below[0].index <= index <= below[-1].index


def _go_on(cue: Cue, before: Cue) -> None:
    """Give "…, X told Y, adding that" the speaker and listener of the cue before it, and what stands behind it."""
    cue.speaker, cue.named, cue.aside, cue.listener = before.speaker, before.named, before.aside, before.listener
    if cue.content and cue.content[0].start < before.span.start:
        tokens = cue.sentence.tokens
        start = next((t.index for t in tokens[cue.anchor.index + 1 :] if t.tag != "RB" and t.text != ","), len(tokens))
        said = stretch(cue.sentence, start, len(tokens) - 1)
        cue.content, cue.side = [said] if said else [], "right"
