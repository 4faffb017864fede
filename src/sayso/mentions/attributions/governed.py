"""What a verb of saying governs to its right."""

from __future__ import annotations

from collections.abc import Collection

from sayso.grammar.clauses import is_infinitive, subject
from sayso.grammar.phrases import bounds
from sayso.grammar.words import FINITE, is_verb_form
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import QUOTE_MARKS, stretch
from sayso.model import Sentence, Span, Token
from sayso.rules.cues import CueRow

WORDS = lexicon("attributions")
_SAYING = WORDS["verbs.saying"]
_TURNS_WITHIN = WORDS["joints.own_voice_within"]
_AND = WORDS["and"]
_THAT = WORDS["that"]
_IT = WORDS["it"]
_TO = WORDS["to"]
_TRAILING = frozenset({"advcl", "prep", "advmod", "npadvmod"})


def right_content(sentence: Sentence, verb: Token, row: CueRow, passive: bool) -> list[Token]:
    """The dependents to the right that the verb governs, in text order."""
    children = [c for c in sentence.children(verb) if c.index > verb.index]
    clauses = [c for c in children if c.dep in ("ccomp", "parataxis", "xcomp") and _fits(sentence, c, row, passive)]
    clauses = clauses or [c for c in children if "clause" in row.governs and _asks(sentence, verb, c)]
    objects = [c for c in children if c.dep == "dobj"] if not row.addressee else []
    heard = () if row.phrase.split()[-1] in _TO else _TO  # "said to X": who was told
    phrases = [c for c in children if c.dep in ("prep", "dative") and c.lemma in row.governs and c.lemma not in heard]
    if clauses:
        lead = objects if clauses[0].dep == "xcomp" else []
        heads = [c for c in phrases if c.index < clauses[0].index] if is_infinitive(sentence, clauses[0]) else []
        return [*lead, *(a for c in heads for a in sentence.children(c, "pobj")), *clauses]
    if phrases and not ("object" in row.governs and not objects):
        return sorted([*objects, *phrases], key=lambda t: t.index)
    nested = [c for c in objects if any(p.lemma in row.governs for p in sentence.children(c, "prep"))]
    named = [c for c in children if c.dep in ("oprd", "attr") and "predicate" in row.governs]
    if phrases or nested or named:
        return phrases or nested or sorted([*objects, *named], key=lambda t: t.index)
    if "object" in row.governs and not passive:
        return [c for c in objects if c.lower not in WORDS["objects.empty"]]
    return []


def passive_content(sentence: Sentence, verb: Token, row: CueRow) -> Span | None:
    """The subject as what is said, in "the attack was reported by X"; None where it stands for no event."""
    about = sentence.child(verb, "nsubjpass")
    if about is None or "object" not in row.governs or about.pos not in ("NOUN", "PROPN"):
        return None
    return stretch(sentence, *bounds(sentence, about))


def _asks(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """Whether an indirect question right behind the verb, as in "have not said when they would leave"."""
    first = sentence.subtree(clause)[0]
    return clause.dep == "advcl" and first.index == verb.index + 1 and first.lower in WORDS["adverbs.asking"]


def _fits(sentence: Sentence, clause: Token, row: CueRow, passive: bool) -> bool:
    if is_infinitive(sentence, clause):
        return "to" in row.governs or passive
    if clause.tag == "VBG" and sentence.child(clause, "aux", "nsubj") is None:
        participle = sentence.tokens[sentence.subtree(clause)[0].index - 1].text == ","
        return not participle and ("gerund" in row.governs or "clause" in row.governs)
    if clause.dep == "xcomp" and not is_verb_form(clause):
        return "predicate" in row.governs
    return any(g in row.governs for g in ("clause", "quote", "predicate")) or (
        "to" in row.governs and clause.dep == "ccomp"
    )


def right_extent(
    sentence: Sentence, verb: Token, governed: list[Token], passive: bool, cited: Collection[int]
) -> list[Span]:
    """The stretches that the governed dependents cover, with what trails them unmarked by a comma.

    For a passive ("is said to have fled") the subject comes first. ``cited``: tokens of citing phrases, which are
    none of it ("reported, citing the governor, that …").
    """
    tokens = sentence.tokens
    indexes = [t.index for g in governed for t in sentence.subtree(g)]
    first, whole = min(i for i in indexes if i > verb.index), max(indexes)
    while first <= whole and (first in cited or first + 1 in cited):
        first += 1
    if first > whole:
        return []
    whole = _before_citation(sentence, first, whole, cited)
    closed = _closed_by_citation(sentence, first, whole, cited)
    if closed is not None:
        whole = closed
    clause = governed[-1].dep == "ccomp" and subject(sentence, governed[-1]) is not None
    last = cut(sentence, first, stop(sentence, first, whole), within=clause)
    resumed = _and_that(sentence, last, whole)
    if last == whole and closed is None and verb.dep != "acl":  # a participle says nothing past its own noun phrase
        last = _joined(sentence, last) if governed[-1].dep == "dobj" else _carried_on(sentence, last)
    for child in sentence.children(verb):
        start, end = bounds(sentence, child)
        last = end if start == last + 1 and child.dep in _TRAILING else last
    while last + 1 < len(tokens) and tokens[last + 1].text in QUOTE_MARKS:
        last += 1
    topic = sentence.child(verb, "nsubjpass") if passive else None
    spans = [stretch(sentence, *bounds(sentence, topic))] if topic is not None and topic.lower not in _IT else []
    spans += [stretch(sentence, first, last), stretch(sentence, resumed, whole) if resumed else None]
    return [s for s in spans if s is not None]


def _before_citation(sentence: Sentence, first: int, last: int, cited: Collection[int]) -> int:
    """The end before a citation that closes the sentence: "…, according to Y" passes on what X says."""
    at = last
    while at in cited:
        at -= 1
    return at - 1 if first < at < last and sentence.tokens[at].text == "," else last


def _closed_by_citation(sentence: Sentence, first: int, last: int, cited: Collection[int]) -> int | None:
    """The end of a whole clause before a citation between commas: "said that A hit B, according to Y, killing C"."""
    tokens = sentence.tokens
    for at in range(first + 2, last):
        if at not in cited or tokens[at - 1].text != "," or at - 1 in cited:
            continue
        end = next((i for i in range(at, last + 1) if i not in cited), last)
        whole = any(t.tag in FINITE for t in tokens[first : at - 1])
        return at - 2 if whole and tokens[end].text == "," else None
    return None


def stop(sentence: Sentence, first: int, last: int) -> int:
    """Before a semicolon outside quotation marks: what follows is a sentence of its own."""
    quoted = False
    for token in sentence.tokens[first : last + 1]:
        quoted = quoted != (token.text in QUOTE_MARKS and token.text not in ("'", "’"))
        if token.text == ";" and not quoted:
            return token.index - 1
    return last


def _carried_on(sentence: Sentence, last: int) -> int:
    """Past ", killed one and pushed back the rest" or "and that …", which the parser joins to the word of saying.

    A word of saying there, or a subject of its own, is somebody else's turn or the speaker's next deed.
    """
    tokens = sentence.tokens
    at = last + 1
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].lower in WORDS["joints.coordinating"]):
        at += 1
    if (at == last + 1 and tokens[last].text != ",") or at >= len(tokens) - 1:
        return last
    that = tokens[at].lower in _THAT and tokens[at].tag == "IN"
    deed = tokens[at].tag in ("VBD", "VBN") and tokens[at].lemma not in _SAYING
    summed = tokens[at].lower in WORDS["pronouns.summing"] and tokens[at + 1].lemma in WORDS["verbs.state"]
    end = at
    while that or deed or summed:
        end += 1
        if end >= len(tokens) - 1 or tokens[end].text == ";":
            return end - 1
        if tokens[end].text == "," and tokens[end + 1].lower not in _AND:
            return end - 1
        if tokens[end].tag == "VBD" and tokens[end].lemma in _SAYING:
            break
    return last


def _joined(sentence: Sentence, last: int) -> int:
    """Past "and one woman hurt by glass" behind an object, which the parser joins to something else."""
    tokens = sentence.tokens[last + 1 :]
    if len(tokens) < 3 or tokens[0].lower not in _AND or tokens[1].tag not in ("CD", "DT", "NNS"):
        return last
    return next((t.index for t in tokens[1:] if t.text in (",", ";", "—")), len(sentence.tokens) - 1) - 1


def _and_that(sentence: Sentence, last: int, whole: int) -> int | None:
    """Where the content goes on with "and that" behind an aside of the report's own."""
    pairs = range(last + 1, whole)
    tokens = sentence.tokens
    return next((i + 1 for i in pairs if tokens[i].lower in _AND and tokens[i + 1].lower in _THAT), None)


def cut(sentence: Sentence, first: int, last: int, within: bool = False) -> int:
    """The end of a clause: before ", while" or ", although" with a subject, which is the report's own voice again, and
    before somebody else's turn (", with officials calling for").

    ``within``: of a clause that a verb of saying governs, where ", while" goes on unless somebody else speaks there.
    """
    tokens = sentence.tokens
    for index in range(first + 2, last):
        word, rest = tokens[index].lower, tokens[index + 1 : last + 1]
        if tokens[index - 1].text not in (",", ";", "-", "—"):
            continue
        turns = _TURNS_WITHIN if within and not any(_speaks(sentence, t) for t in rest) else WORDS["joints.own_voice"]
        ends = (word in turns and any(t.dep in ("nsubj", "nsubjpass") for t in rest)) or (
            word in WORDS["with"] and any(_acts(sentence, t) for t in rest)
        )
        if ends:
            return index - 1
    return last


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether the word is the subject in ", with officials calling for", and not in ", with 12 of them killed"."""
    verb = sentence.head(token)
    return token.dep == "nsubj" and verb.dep == "pcomp" and verb.tag == "VBG"


def _speaks(sentence: Sentence, token: Token) -> bool:
    """Whether the word is the subject of a finite verb of saying."""
    verb = sentence.head(token)
    return token.dep in ("nsubj", "nsubjpass") and verb.tag in FINITE and verb.lemma in _SAYING
