"""Verbs of saying: find them, their speaker, the stretch of the cue clause and what they govern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.grammar.clauses import infinitives, is_infinitive, subject
from sayso.grammar.phrases import after, bounds, is_below, span_of
from sayso.grammar.ranges import members, surface_head
from sayso.grammar.words import is_verb_form
from sayso.lang import lexicon
from sayso.mentions.attributions.bare import Bare
from sayso.mentions.attributions.content import around, behind_as, left_content
from sayso.mentions.attributions.cue import QUOTE_MARKS, Cue, stretch
from sayso.mentions.attributions.governed import passive_content, right_content, right_extent
from sayso.mentions.attributions.speakers import ADDRESSING, Speaker, find_speaker, leading_speaker, listeners
from sayso.mentions.attributions.surface import inverted, postposed
from sayso.mentions.attributions.words import Words
from sayso.model import Relation, Sentence, Stance, Token
from sayso.rules import Rulebook
from sayso.rules.cues import CueRow
from sayso.rules.phrases import Phrase

WORDS = lexicon("attributions")
_TALKS = WORDS["nouns.talk"]
_OF = lexicon("grammar")["prepositions.of"]
_BY = lexicon("grammar")["prepositions.by"]
_FROM = WORDS["from"]
_TO_WITH = WORDS.row("prepositions.to_with")
_LISTENERS = WORDS.row("prepositions.listener")
_NEITHER = WORDS["neither"]
_TELLING_OF = WORDS["verbs.telling_of"]
_TO = WORDS["to"]
_NOT_CUES: frozenset[Relation] = frozenset({"amod", "compound", "aux", "auxpass"})
_NOUNS = frozenset({"NN", "NNS"})
_CLAUSE_PARTS: frozenset[Relation] = frozenset(
    {"prep", "npadvmod", "advmod", "dative", "prt", "neg", "aux", "auxpass", "agent", "dobj"}
)


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

    def find(self, sentence: Sentence, taken: set[int], cited: set[int], bare: Bare) -> Iterator[Cue]:
        """The cues of a sentence; ``taken``: tokens of cues already found; ``cited``: those of citing phrases."""
        behind: dict[int, Cue] = {}
        for token in sentence.tokens:
            rows = self._by_verb.get(token.lemma)
            hyphened = token.index > 1 and sentence.tokens[token.index - 1].text == "-"
            if not rows or token.index in taken or hyphened or _is_deed(sentence, token):
                continue
            cue = self._postposed(sentence, token, rows, bare)
            if cue is not None:
                behind[token.index] = cue
                yield cue
                continue
            other = not is_verb_form(token) or token.dep in _NOT_CUES
            if other or _is_told_of(sentence, token):
                continue
            cue = self._best(sentence, token, rows, cited)
            if cue is not None:
                before = behind.get(token.head) or next((c for c in behind.values() if c.last == token.index - 2), None)
                if token.tag == "VBG" and before is not None:
                    _go_on(cue, before)
                yield cue

    def _postposed(self, sentence: Sentence, verb: Token, rows: list[tuple[Phrase, CueRow]], bare: Bare) -> Cue | None:
        """A cue behind or amid its content, told by the order of words."""
        plain = [row for phrase, row in rows if len(phrase.elements) == 1 and _closes(row)]
        quoting = [row for row in plain if "quote" in row.governs and row.subjects == "any"]
        row = next(iter([*quoting, *plain]), None)
        if row is None or ("clause" not in row.governs and verb.tag in _NOUNS):
            return None  # "14 hurt in Karachi blasts"
        found = postposed(sentence, verb, row.addressee)
        resumes = found is not None
        if found is None and quoting and verb.lemma not in ADDRESSING:
            found = inverted(sentence, verb)
        found = found or bare.postposed(sentence, verb, row.addressee)
        head = surface_head(sentence, found.speakers) if found else None
        opened = found is not None and sentence.tokens[found.first].lower in WORDS["as"]
        if found is None or head is None or (opened and "clause" not in row.governs):
            return None  # "as its war with Russia continues"
        cue = Cue(
            sentence=sentence, anchor=verb, span=span_of((verb,)), rule=row.rule, stance=row.stance, act=row.act,
            first=found.first, last=found.last, speaker=head, named=members(sentence, found.speakers),
            aside=found.aside, listener=found.told,
        )  # fmt: skip
        cue.content = around(cue, cue.first - 1, resumes=resumes)
        return cue if cue.content else None

    def _best(self, sentence: Sentence, verb: Token, rows: list[tuple[Phrase, CueRow]], cited: set[int]) -> Cue | None:
        """The cue of the first row that finds content, else of the first that may find its quotation elsewhere."""
        found = [(m, row) for phrase, row in rows if (m := phrase.match(sentence, verb.index)) is not None]
        speaker = leading_speaker(sentence, verb, find_speaker(sentence, verb, self._words)) if found else None
        fallback: Cue | None = None
        for matched, row in found if speaker else ():
            if "nothing" in row.governs:
                return None
            cue = self._cue(sentence, verb, matched, row, speaker, cited) if speaker else None
            if cue is not None and cue.content:
                return cue
            fallback = fallback or cue
        return fallback

    def _cue(
        self, sentence: Sentence, verb: Token, matched: Sequence[Token], row: CueRow, speaker: Speaker, cited: set[int]
    ) -> Cue | None:
        head = speaker.head
        telling = speaker.noun or head
        shown = row.subjects == "any" or (telling is not None and self._words.is_a("evidence", telling))
        if not shown or (head is not None and _is_nobody(sentence, head)):
            return None
        governed = right_content(sentence, verb, row, speaker.passive)
        first, last = _clause(sentence, verb, matched, governed, speaker.near)
        together = matched[-1].index - verb.index == len(matched) - 1
        cue = Cue(
            sentence=sentence, anchor=verb, span=span_of((verb, matched[-1] if together else verb)), rule=row.rule,
            stance=_stance(sentence, verb, row, speaker), act=row.act, first=first, last=last,
            speaker=head, carriers=list(speaker.outer), named=speaker.named, aside=speaker.aside,
        )  # fmt: skip
        if not _fill(cue, row, governed, speaker, cited):
            return None
        self._pass_on(cue, verb, row)
        return cue

    def _pass_on(self, cue: Cue, verb: Token, row: CueRow) -> None:
        """Note who was told and who carried it: "told AFP", "in a statement carried by SANA"."""
        sentence = cue.sentence
        if not _FROM.isdisjoint(row.phrase.split()):
            cue.inner += after(sentence, verb, _FROM)
        if row.addressee:
            cue.told += sentence.children(verb, "dobj", "dative")
        for talk in sentence.children(verb, "advcl"):  # "speaking to X, the mayor said"
            if talk.tag == "VBG" and talk.lemma in WORDS["verbs.talking"]:
                nouns = [n for p in sentence.children(talk, "prep") for n in sentence.children(p, "pobj")]
                spoken = [talk, *(n for n in nouns if n.lemma in _TALKS)]  # "in an interview with X"
                cue.told += [t for word in spoken for t in after(sentence, word, _TO_WITH)]
        cue.told += listeners(sentence, cue.speaker) if cue.speaker else []
        cue.told += after(sentence, verb, _LISTENERS)
        for noun in [n for p in sentence.children(verb, "prep", "dative") for n in sentence.children(p, "pobj")]:
            self._carriers(cue, noun)
        if cue.speaker is not None:
            self._carriers(cue, cue.speaker)

    def _carriers(self, cue: Cue, noun: Token) -> None:
        sentence = cue.sentence
        for made in sentence.children(noun, "acl"):
            cue.carriers += after(sentence, made, _BY) if self._words.is_a("carrier", made) else []
        if noun.lemma in _TALKS:
            cue.told += after(sentence, noun, _TO_WITH)


def _fill(cue: Cue, row: CueRow, governed: list[Token], speaker: Speaker, cited: set[int]) -> bool:
    """Set the content; False when the verb turns out to be no cue, or its quotation must be found elsewhere."""
    sentence = cue.sentence
    if governed:
        cue.content = right_extent(sentence, cue.anchor, governed, speaker.passive, cited)
    if cue.carriers and not cue.content:
        heads = [*cue.carriers, *([cue.speaker] if cue.speaker else [])]
        cue.first = min([cue.first, *(bounds(sentence, c)[0] for c in heads)])
    if speaker.passive and speaker.head is not None and not cue.content:
        said = passive_content(sentence, cue.anchor, row)
        cue.content, cue.side = [said] if said else [], "left"
    quotable = "quote" in row.governs or "clause" in row.governs
    if not cue.content and any(is_infinitive(sentence, c) for c in sentence.children(cue.anchor, "xcomp")):
        return False  # "the region continues to be shelled"
    marked = any(t.text in QUOTE_MARKS for t in sentence.tokens)
    if quotable and not speaker.passive:
        opened = behind_as(cue) if "clause" in row.governs and not cue.content else None
        if "clause" in row.governs or marked:  # not "the storm slammed into Beira, killing nine"
            cue.content = cue.content or ([opened] if opened else left_content(cue))
        if set(row.governs) == {"quote"} and not marked:
            return False  # "gunmen shot a guard, then continued north"
    if speaker.passive and speaker.head is None and not (governed and row.passive):
        return False
    return bool(cue.content) or quotable


def _go_on(cue: Cue, before: Cue) -> None:
    """Give "…, X told Y, adding that" the speaker and listener of the cue before it, and what stands behind it."""
    cue.speaker, cue.named, cue.aside, cue.listener = before.speaker, before.named, before.aside, before.listener
    if cue.content and cue.content[0].start < before.span.start:
        tokens = cue.sentence.tokens
        start = next((t.index for t in tokens[cue.anchor.index + 1 :] if t.tag != "RB" and t.text != ","), len(tokens))
        said = stretch(cue.sentence, start, len(tokens) - 1)
        cue.content, cue.side = [said] if said else [], "right"


def _is_told_of(sentence: Sentence, verb: Token) -> bool:
    """ "Houses said to have been used", "men believed to be rebels": told by nobody named, least of all by them."""
    before, after = sentence.tokens[verb.index - 1 : verb.index], sentence.tokens[verb.index + 1 : verb.index + 3]
    told = verb.lemma in _TELLING_OF and verb.tag in ("VBN", "VBD") and [t.pos for t in before] in (["NOUN"], ["PROPN"])
    return told and len(after) == 2 and after[0].lower in _TO and after[1].lemma in WORDS["verbs.perfect"]


def _is_deed(sentence: Sentence, verb: Token) -> bool:
    """ "…, the army responded by shelling a camp", "responded to a call": what was done, and nothing said."""
    if sentence.children(verb, "dobj", "ccomp"):
        return False
    if verb.lemma in WORDS["verbs.meeting"] and any(p.lower in _TO for p in sentence.children(verb, "prep")):
        return True
    ways = [t for p in sentence.children(verb, "prep") if p.lower in _BY for t in sentence.children(p, "pcomp")]
    return any(t.tag == "VBG" for t in ways)


def _is_nobody(sentence: Sentence, head: Token) -> bool:
    """Whether the speaker is nobody, anybody, or something only pointed at: "nobody said", "this means"."""
    following = sentence.tokens[head.index + 1 : head.index + 2]
    pointed = head.lower in WORDS["pronouns.nobody"] and not any(t.lower in _OF for t in following)
    return pointed or any(d.lower in WORDS["no"] for d in sentence.children(head, "det", "neg"))


def _closes(row: CueRow) -> bool:
    """Whether the cue can stand behind what is said: "…, the army said", "…, as the council has found"."""
    return row.act == "speech" and row.stance == "asserts" and ("quote" in row.governs or "clause" in row.governs)


def _stance(sentence: Sentence, verb: Token, row: CueRow, speaker: Speaker) -> Stance:
    doubted = any(m.lemma in WORDS["joints.doubting"] for m in sentence.children(verb, "mark"))
    hearsay = speaker.passive and speaker.head is None and row.act == "belief"
    adverbs = sentence.children(verb, "advmod")
    seems = verb.dep == "xcomp" and sentence.head(verb).lemma in WORDS["verbs.seeming"]
    seems = seems or any(t.lower in WORDS["adverbs.seemingly"] for t in adverbs)
    nor = (t for v in (verb, sentence.head(verb)) for t in sentence.children(v, "preconj", "cc", "advmod"))
    negated = any(sentence.child(v, "neg") is not None for v in infinitives(sentence, verb))
    negated = negated or any(t.lower in _NEITHER and t.index < verb.index for t in nor)
    over = sentence.head(sentence.head(verb))  # "stopped short of saying"
    refused = speaker.refused or (verb.dep == "pcomp" and over.lemma in WORDS["verbs.withholding"])
    return "doubts" if refused or negated or doubted or hearsay or seems else row.stance


def _clause(
    sentence: Sentence, verb: Token, matched: Sequence[Token], governed: list[Token], near: Token | None
) -> tuple[int, int]:
    """Token range of the cue clause: speaker, cue, time, manner, addressee; never its content."""
    content = {t.index for g in governed for t in sentence.subtree(g)}
    own = near or subject(sentence, verb)
    parts = {t.index for t in matched} | {verb.index}
    for child in sentence.children(verb):
        late = child.dep == "dobj" and child.index < verb.index
        if child.index not in content and (child is own or (child.dep in _CLAUSE_PARTS and not late)):
            parts |= {t.index for t in sentence.subtree(child)} - content
    if own is not None and sentence.head(own) is not verb and own.index < verb.index:
        parts |= set(range(bounds(sentence, own)[0], verb.index)) - content
    tokens = sentence.tokens
    first = last = verb.index
    while first - 1 in parts or (first - 2 in parts and tokens[first - 1].text == ","):
        comma = tokens[first - 1]
        if comma.text in (",", ";") and own is not None and first <= own.index and not is_below(sentence, own, comma):
            break
        first -= 1
    while last + 1 in parts:
        last += 1
    return first, last
