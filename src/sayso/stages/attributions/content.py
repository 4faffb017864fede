"""What a verb of saying governs: to its right, to its left, or around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.model import Sentence, Span, Token
from sayso.rules.cues import CueRow
from sayso.stages.attributions.frames import QUOTE_MARKS, Frame, stretch
from sayso.stages.attributions.phrases import OBJECTS, verbal

_NEAR = 8
_EMPTY_OBJECTS = frozenset(
    {"so", "nothing", "it", "something", "much", "anything", "this", "that", "more", "little", "what"}
)
_BREAKS = frozenset(
    {
        "but",
        "while",
        "although",
        "though",
        "whereas",
        "as",
        "after",
        "before",
        "when",
        "because",
        "and",
        "which",
        "who",
        "whose",
        "where",
        "even",
    }
)
_TIMES = frozenset(
    f"{unit}{ending}" for unit in ("minute", "hour", "day", "week", "month", "year") for ending in ("", "s")
)
_SAYING = frozenset(
    "say add warn deny accuse blame vow call urge demand note claim state tell announce report confirm describe reject "
    "refuse decline order ask threaten condemn put give name issue promise pledge insist acknowledge stress".split()
)
_OWN_CUES = frozenset(
    {
        "add",
        "cite",
        "quote",
        "say",
        "accord",
        "refer",
        "speak",
        "request",
        "describe",
        "call",
        "warn",
        "note",
        "ask",
        "stress",
    }
)
CUTS = frozenset({"while", "as", "although", "though", "whereas", "however", "despite"})
BACK_BREAKS = frozenset({"but", "while", "although", "though", "whereas"})
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp"})


def right_content(sentence: Sentence, verb: Token, row: CueRow, passive: bool) -> list[Token]:
    """The dependents to the right that the verb governs, in text order."""
    children = [c for c in sentence.children(verb) if c.index > verb.index]
    clauses = [c for c in children if c.dep in _CLAUSES and _fits(sentence, c, row, passive)]
    objects = [c for c in children if c.dep in OBJECTS] if not row.addressee else []
    nested = [c for c in objects if any(p.lemma in row.governs for p in sentence.children(c, "prep"))]
    phrases = [c for c in children if c.dep in ("prep", "dative") and c.lemma in row.governs and c.lemma != "to"]
    named = [c for c in children if c.dep in ("oprd", "attr") and "predicate" in row.governs]
    if clauses:
        start = clauses[0].index
        lead = [c for c in objects if c.index < start and clauses[0].dep == "xcomp"]
        return [*lead, *clauses]
    if phrases and not ("object" in row.governs and not objects):
        return sorted([*objects, *phrases], key=lambda t: t.index)
    if phrases or nested:
        return phrases or nested
    if named:
        return sorted([*objects, *named], key=lambda t: t.index)
    if "object" in row.governs and not passive:
        return [c for c in objects if c.lower not in _EMPTY_OBJECTS]
    return []


def _fits(sentence: Sentence, clause: Token, row: CueRow, passive: bool) -> bool:
    infinitive = any(a.tag == "TO" for a in sentence.children(clause, "aux"))
    if infinitive:
        return "to" in row.governs or passive
    if clause.tag == "VBG" and sentence.child(clause, "aux", "nsubj") is None:
        participle = sentence.tokens[sentence.subtree(clause)[0].index - 1].text == ","
        return not participle and ("gerund" in row.governs or "clause" in row.governs)
    if clause.dep == "xcomp" and not verbal(clause):
        return "predicate" in row.governs
    if "clause" in row.governs or "quote" in row.governs:
        return True
    return "predicate" in row.governs or ("to" in row.governs and clause.dep == "ccomp")


def right_extent(
    sentence: Sentence, verb: Token, governed: list[Token], passive: bool, cited: Collection[int]
) -> list[Span]:
    """The stretch that the governed dependents cover, with what trails them unmarked by a comma.

    For a passive ("is said to have fled") the subject comes first.
    """
    spans: list[Span | None] = []
    indexes = [t.index for g in governed for t in sentence.subtree(g)]
    first, last = min(i for i in indexes if i > verb.index), max(indexes)
    tokens = sentence.tokens
    first = _after_citation(sentence, _after_time(sentence, verb, first), last, cited)
    if first > last:
        return []
    whole = last
    last = _cut(sentence, first, _stop(sentence, first, last))
    resumed = _and_that(sentence, last, whole)
    if last == whole:
        last = _joined(sentence, last) if governed[-1].dep in OBJECTS else _carried_on(sentence, last)
    while first - 1 > verb.index and tokens[first - 1].text in QUOTE_MARKS:
        first -= 1
    for child in sentence.children(verb):
        below = sentence.subtree(child)
        if child.index > last and below[0].index == last + 1 and child.dep in ("advcl", "prep", "advmod", "npadvmod"):
            last = below[-1].index
    if passive:
        topic = sentence.child(verb, "nsubjpass")
        if topic is not None and topic.lower != "it":
            about = sentence.subtree(topic)
            spans.append(stretch(sentence, about[0].index, about[-1].index))
    while last + 1 < len(tokens) and tokens[last + 1].text in QUOTE_MARKS:
        last += 1
    spans.append(stretch(sentence, first, last))
    if resumed is not None:
        spans.append(stretch(sentence, resumed, whole))
    return [s for s in spans if s is not None]


def _stop(sentence: Sentence, first: int, last: int) -> int:
    """Before a semicolon outside quotation marks: what follows is a sentence of its own."""
    quoted = False
    for token in sentence.tokens[first : last + 1]:
        quoted = quoted != (token.text in QUOTE_MARKS and token.text not in ("'", "’"))
        if token.text == ";" and not quoted:
            return token.index - 1
    return last


def _carried_on(sentence: Sentence, last: int) -> int:
    """Past ", killed one and pushed back the rest", which the parser joins to the word of saying.

    A word of saying there, or a subject of its own, is somebody else's turn or the speaker's next deed.
    """
    tokens = sentence.tokens
    at = last + 1
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].lower in ("and", "but", "or", "then")):
        at += 1
    if (at == last + 1 and tokens[last].text != ",") or at >= len(tokens) - 1:
        return last
    that = tokens[at].lower == "that" and tokens[at].tag == "IN"
    deed = tokens[at].tag in ("VBD", "VBN") and tokens[at].lemma not in _SAYING
    if not that and not deed:
        return last
    end = at + 1
    while end < len(tokens) - 1 and tokens[end].text not in (";", "—", "–"):
        clause = tokens[end].text == "," and not (tokens[end + 1].lower in ("and", "but") and tokens[end + 2 : end + 3])
        if clause or (tokens[end].tag == "VBD" and tokens[end].lemma in _SAYING):
            break
        end += 1
    if tokens[end].tag == "VBD":
        return last
    return end - 1 if end > at + 1 else last


def _and_that(sentence: Sentence, last: int, whole: int) -> int | None:
    """Where the content goes on with "and that" behind an aside of the report's own."""
    for index in range(last + 1, whole):
        if sentence.tokens[index].lower == "and" and sentence.tokens[index + 1].lower == "that":
            return index + 1
    return None


def _joined(sentence: Sentence, last: int) -> int:
    """Past "and one woman hurt by glass" behind an object, which the parser joins to something else."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].lower != "and" or tokens[last + 2].tag not in ("CD", "DT", "NNS"):
        return last
    end = last + 2
    while end < len(tokens) - 1 and tokens[end].text not in (",", ";", "—"):
        if tokens[end].tag in ("VBD", "VBZ", "VBP", "MD"):
            return last
        end += 1
    return end - 1


def _after_time(sentence: Sentence, verb: Token, first: int) -> int:
    """Past a time right after the cue: in "said on Saturday it downed a drone" Saturday dates the saying."""
    tokens = sentence.tokens
    at = first
    if first != verb.index + 1:
        return first
    if tokens[at].pos == "ADP" and tokens[at].lemma in ("on", "late", "early"):
        at += 1
    start = at
    while at < len(tokens) and tokens[at].entity in ("DATE", "TIME"):
        at += 1
    follows = at < len(tokens) - 1 and (tokens[at].pos in ("DET", "PRON", "PROPN", "NUM", "ADJ", "NOUN", "SCONJ"))
    return at if at > start and tokens[at - 1].pos != "ADP" and _day(tokens[start:at]) and follows else first


def _day(tokens: Sequence[Token]) -> bool:
    return any(t.pos == "PROPN" and t.lower.endswith("day") for t in tokens)


def _after_citation(sentence: Sentence, first: int, last: int, cited: Collection[int]) -> int:
    """Past a citation that the parser took for content ("reported, citing the governor, that …")."""
    tokens = sentence.tokens
    while first <= last and (first in cited or (tokens[first].text in (",", "that") and first + 1 in cited)):
        first += 1
    return first


def _cut(sentence: Sentence, first: int, last: int) -> int:
    """The end of a clause: before ", while" or ", although" with a subject, which is the report's own voice again."""
    tokens = sentence.tokens
    for index in range(first + 2, last):
        breaks = tokens[index].lower in CUTS and tokens[index - 1].text in (",", ";", "-", "—")
        if breaks and any(t.dep in ("nsubj", "nsubjpass") for t in tokens[index + 1 : last + 1]):
            return index - 1
        with_clause = tokens[index].lower == "with" and tokens[index - 1].text == ","
        if with_clause and any(_acts(sentence, t) for t in tokens[index + 1 : last + 1]):
            return index - 1
    return last


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether the word is the subject in ", with officials calling for", and not in ", with 12 of them killed"."""
    verb = sentence.head(token)
    return token.dep == "nsubj" and verb.dep == "pcomp" and verb.tag == "VBG"


def left_content(frame: Frame) -> list[Span]:
    """What stands before a cue clause set off by a comma, dash or quotation mark, and what goes on after it.

    With nothing there, what follows the cue clause to the end of the sentence, for the parser's slips.
    """
    sentence, tokens = frame.sentence, frame.sentence.tokens
    found: list[Span] = []
    before = frame.first - 1
    set_off = before >= 1 and (tokens[before].pos == "PUNCT" or tokens[before].text in QUOTE_MARKS)
    as_clause = before >= 2 and tokens[before].lower == "as" and tokens[before - 1].text == ","
    as_clause = as_clause and sentence.child(frame.anchor, *OBJECTS) is None
    if (set_off or as_clause) and frame.anchor.dep not in ("relcl", "acl"):
        start = left_bound(sentence, before)
        left = stretch(sentence, start, before - (1 if as_clause else 0))
        if left is not None and _says_something(sentence, left):
            found.append(left)
            frame.side = "left"
            after = _resumed(frame, left)
            if after is not None:
                found.append(after)
                frame.side = "both"
            return found
    that = _that_clause(frame)
    if that is not None:
        return [that]
    follows = frame.last + 1
    if follows < len(tokens) - 1 and _opens_content(frame, follows):
        span = stretch(sentence, follows, len(tokens) - 1)
        if span is not None:
            found.append(span)
    return found


def around(frame: Frame, inverted: bool) -> list[Span]:
    """What stands before a cue clause told by the order of words, and what goes on behind it."""
    sentence = frame.sentence
    left = stretch(sentence, left_bound(sentence, frame.first - 1), frame.first - 1)
    if left is None or not _says_something(sentence, left):
        return []
    frame.side = "left"
    after = _resumed(frame, left) if not inverted or _quote_follows(frame) else None
    if after is None:
        return [left]
    frame.side = "both"
    return [left, after]


def _quote_follows(frame: Frame) -> bool:
    rest = frame.sentence.tokens[frame.last + 1 : frame.last + 3]
    return any(t.text in QUOTE_MARKS for t in rest)


def carry_past_semicolons(frames: Sequence[Frame]) -> None:
    """Let the last frame of a sentence take in what stands behind a semicolon: nobody else speaks there."""
    if not frames:
        return
    frame = max(frames, key=lambda f: f.last)
    tokens = frame.sentence.tokens
    if not frame.content or frame.act != "speech" or frame.report or frame.below or frame.stance == "denies":
        return
    end = max(frame.last, max(t.index for t in frame.sentence.within(frame.content[-1])))
    if any(f is not frame and f.last > end for f in frames) or end + 2 >= len(tokens) or tokens[end + 1].text != ";":
        return
    span = stretch(frame.sentence, end + 2, len(tokens) - 1)
    if span is not None:
        frame.content.append(span)


def _that_clause(frame: Frame) -> Span | None:
    """A "that" clause which the parser hung on a noun in between ("acknowledged for the first time that …")."""
    sentence, tokens = frame.sentence, frame.sentence.tokens
    for token in tokens[frame.anchor.index + 1 : frame.anchor.index + _NEAR]:
        verb = sentence.head(token)
        if token.lower == "that" and verb.index > token.index and verb.dep in ("relcl", "acl", "ccomp", "advcl"):
            if sentence.child(verb, "nsubj", "nsubjpass") not in (None, token):
                frame.last = token.index - 1
                return stretch(sentence, token.index, _cut(sentence, token.index, sentence.subtree(verb)[-1].index))
            return None
    return None


def left_bound(sentence: Sentence, before: int) -> int:
    """The token at which the clause begins that ends at ``before``: after ", but", ", while" with a subject."""
    tokens = sentence.tokens
    quoted = tokens[before].text in QUOTE_MARKS or tokens[before - 1].text in QUOTE_MARKS
    for index in range(before, 1, -1):
        if tokens[index].text == ";" and not quoted:
            return index + 1
        if tokens[index].lower in BACK_BREAKS and tokens[index - 1].text in (",", ";"):
            rest = tokens[index + 1 : before]
            if any(t.dep in ("nsubj", "nsubjpass") for t in rest):
                return index + 1
    return 0


def _says_something(sentence: Sentence, span: Span) -> bool:
    return any(verbal(t) or t.text in QUOTE_MARKS for t in sentence.within(span))


def _resumed(frame: Frame, left: Span) -> Span | None:
    """What goes on after a medial cue clause; None when it is the report's own voice again."""
    sentence, tokens = frame.sentence, frame.sentence.tokens
    at = frame.last + 1
    if at >= len(tokens) - 1 or tokens[at].text not in (",", ":", "—", "-", *QUOTE_MARKS):
        return None
    while at < len(tokens) and tokens[at].text in (",", ":", "—", "-"):
        at += 1
    if at >= len(tokens) - 1:
        return None
    first = tokens[at]
    open_clause = not any(t.dep == "ROOT" or t.tag in ("VBD", "VBZ", "VBP", "MD") for t in sentence.within(left))
    if first.text not in QUOTE_MARKS and not open_clause and _own_voice(sentence, at):
        return None
    return stretch(sentence, at, len(tokens) - 1)


def _own_voice(sentence: Sentence, at: int) -> bool:
    """Whether the report's own voice goes on here, behind a clause that somebody else has said."""
    first = sentence.tokens[at]
    if first.lower in _BREAKS:
        return not _elided(sentence, at)
    return _time_clause(sentence, at) or (first.tag == "VBG" and first.lemma in _OWN_CUES)


def _time_clause(sentence: Sentence, at: int) -> bool:
    """Whether "two days after …", "barely an hour before …" begins here: the report's own bearings."""
    for token in sentence.tokens[at : at + 5]:
        if token.lower in ("after", "before", "since", "when"):
            return token.index > at
        if token.text == "," or not (token.lower in _TIMES or token.pos in ("NUM", "DET", "ADV", "ADJ")):
            return False
    return False


def _elided(sentence: Sentence, at: int) -> bool:
    """Whether "and 20 others wounded" goes on with a passive whose auxiliary was left out."""
    rest = sentence.tokens[at + 1 :]
    verbs = [t for t in rest if verbal(t)]
    counted = bool(rest) and (rest[0].pos in ("NUM", "DET", "ADJ") or rest[0].tag == "CD")
    if sentence.tokens[at].lower != "and" or not counted or len(verbs) != 1:
        return False
    return verbs[0].tag in ("VBN", "VBD") and sentence.child(verbs[0], *OBJECTS, "aux", "auxpass") is None


def _opens_content(frame: Frame, at: int) -> bool:
    """Whether what follows the cue clause can be its content although the parser hung it elsewhere."""
    tokens = frame.sentence.tokens
    here = tokens[at].text
    after = tokens[at + 1].text
    if here in QUOTE_MARKS or here in (":", "that") or (here in (",", ":") and after in QUOTE_MARKS):
        return True
    return frame.anchor.head > frame.last and frame.anchor.dep in ("ccomp", "parataxis", "dep", "nsubj")
