"""What a verb of saying governs to its right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.grammar.words import is_verb_form
from sayso.mentions.attributions.cue import QUOTE_MARKS, stretch
from sayso.model import Sentence, Span, Token
from sayso.rules.cues import CueRow

_EMPTY_OBJECTS = frozenset(
    {"so", "nothing", "it", "something", "much", "anything", "this", "that", "more", "little", "what"}
)
_SAYING = frozenset(
    "say add warn deny accuse blame vow call urge demand note claim state tell announce report confirm describe reject "
    "refuse decline order ask threaten condemn put give name issue promise pledge insist acknowledge stress".split()
)
CUTS = frozenset({"while", "as", "although", "though", "whereas", "however", "despite"})
_SUMMING = frozenset({"most", "all", "none", "some", "many", "several", "others", "both"})
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp"})


def right_content(sentence: Sentence, verb: Token, row: CueRow, passive: bool) -> list[Token]:
    """The dependents to the right that the verb governs, in text order."""
    children = [c for c in sentence.children(verb) if c.index > verb.index]
    clauses = [c for c in children if c.dep in _CLAUSES and _fits(sentence, c, row, passive)]
    clauses = clauses or [c for c in children if "clause" in row.governs and _asks(sentence, verb, c)]
    objects = [c for c in children if c.dep == "dobj"] if not row.addressee else []
    nested = [c for c in objects if any(p.lemma in row.governs for p in sentence.children(c, "prep"))]
    told = not row.phrase.endswith(" to")
    phrases = [
        c for c in children if c.dep in ("prep", "dative") and c.lemma in row.governs and not (told and c.lemma == "to")
    ]
    named = [c for c in children if c.dep in ("oprd", "attr") and "predicate" in row.governs]
    if clauses:
        start = clauses[0].index
        lead = [c for c in objects if c.index < start and clauses[0].dep == "xcomp"]
        asked = (
            [sentence.child(c, "pobj") for c in phrases if c.index < start] if _infinitive(sentence, clauses[0]) else []
        )
        return [*lead, *(a for a in asked if a is not None), *clauses]
    if phrases and not ("object" in row.governs and not objects):
        return sorted([*objects, *phrases], key=lambda t: t.index)
    if phrases or nested:
        return phrases or nested
    if named:
        return sorted([*objects, *named], key=lambda t: t.index)
    if "object" in row.governs and not passive:
        return [c for c in objects if c.lower not in _EMPTY_OBJECTS]
    return []


def passive_content(sentence: Sentence, verb: Token, row: CueRow) -> Span | None:
    """The subject as what is said, in "the attack was reported by X"; None where it stands for no event."""
    about = sentence.child(verb, "nsubjpass")
    if about is None or "object" not in row.governs or about.pos not in ("NOUN", "PROPN"):
        return None
    below = sentence.subtree(about)
    return stretch(sentence, below[0].index, below[-1].index)


def _asks(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """Whether an indirect question right behind the verb, as in "have not said when they would leave"."""
    first = sentence.subtree(clause)[0]
    return clause.dep == "advcl" and first.index == verb.index + 1 and first.lower in ("when", "where", "how", "why")


def _infinitive(sentence: Sentence, clause: Token) -> bool:
    return any(a.tag == "TO" for a in sentence.children(clause, "aux"))


def _fits(sentence: Sentence, clause: Token, row: CueRow, passive: bool) -> bool:
    if _infinitive(sentence, clause):
        return "to" in row.governs or passive
    if clause.tag == "VBG" and sentence.child(clause, "aux", "nsubj") is None:
        participle = sentence.tokens[sentence.subtree(clause)[0].index - 1].text == ","
        return not participle and ("gerund" in row.governs or "clause" in row.governs)
    if clause.dep == "xcomp" and not is_verb_form(clause):
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
    last = _before_citation(sentence, first, last, cited)
    whole = last
    last = cut(sentence, first, stop(sentence, first, last))
    resumed = _and_that(sentence, last, whole)
    if last == whole:
        goes_on = [t.lower for t in sentence.tokens[last + 1 : last + 4]] == [",", "and", "that"]
        thing = governed[-1].dep == "dobj" and not goes_on
        last = _joined(sentence, last) if thing else _carried_on(sentence, last)
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


def _before_citation(sentence: Sentence, first: int, last: int, cited: Collection[int]) -> int:
    """The end before a citation that closes the sentence: "…, according to Y" passes on what X says."""
    at = last
    while at in cited:
        at -= 1
    return at - 1 if at < last and at - 1 > first and sentence.tokens[at].text == "," else last


def stop(sentence: Sentence, first: int, last: int) -> int:
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
    summed = at > last + 1 and tokens[at].lower in _SUMMING and tokens[at + 1].lemma in ("be", "have")
    if not that and not deed and not summed:
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


def cut(sentence: Sentence, first: int, last: int) -> int:
    """The end of a clause: before ", while" or ", although" with a subject, which is the report's own voice again."""
    tokens = sentence.tokens
    for index in range(first + 2, last):
        breaks = tokens[index].lower in CUTS and tokens[index - 1].text in (",", ";", "-", "—")
        if breaks and any(t.dep in ("nsubj", "nsubjpass") for t in tokens[index + 1 : last + 1]):
            return index - 1
        if tokens[index].lower in ("and", "but") and tokens[index - 1].text == "," and _turns(sentence, index, last):
            return index - 1
        with_clause = tokens[index].lower == "with" and tokens[index - 1].text == ","
        if with_clause and any(_acts(sentence, t) for t in tokens[index + 1 : last + 1]):
            return index - 1
    return last


def _turns(sentence: Sentence, joint: int, last: int) -> bool:
    """Whether somebody else speaks behind "and": ", and rights groups warned that"."""
    verb = next((t for t in sentence.tokens[joint + 1 : last + 1] if t.tag in ("VBD", "VBZ", "VBP", "MD")), None)
    if verb is None or verb.lemma not in _SAYING or sentence.child(verb, "ccomp") is None:
        return False
    own = sentence.child(verb, "nsubj")
    return own is not None and own.index > joint and own.pos in ("NOUN", "PROPN")


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether the word is the subject in ", with officials calling for", and not in ", with 12 of them killed"."""
    verb = sentence.head(token)
    return token.dep == "nsubj" and verb.dep == "pcomp" and verb.tag == "VBG"
