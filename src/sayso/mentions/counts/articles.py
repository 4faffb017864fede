"""Single persons and things ("a woman", "an elderly man") and persons told together ("a boy and his father")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lang import lexicon
from sayso.mentions.counts.nouns import PERSONS, Noun, NounFinder, age_end
from sayso.mentions.counts.qualifiers import QualifierFinder
from sayso.model import CountMention, Sentence, Unit
from sayso.rules.units import NumberRow

WORDS = lexicon("counts")
_LINK_WORDS = WORDS["articles.link"]

_POSSESSIVES = WORDS["articles.possessives"]
_OWNERS = WORDS["articles.owners"]
_GOES_ON = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "CD", "VBN", "VBG"})
_ADULT = 18
_STATIONS = WORDS["articles.stations"]
"""What one person may be as well: "a husband and father"."""
_UNCOUNTED: frozenset[Unit | None] = frozenset({None, "other", "km2", "usd"})
_NOT_VICTIMS = frozenset({"attr", "appos", "compound"})
_SUFFERS = frozenset({"nsubj", "nsubjpass", "dobj"})


@dataclass(frozen=True, slots=True)
class _Member:
    """One part of a coordination: its tokens, how many persons, of which unit, and how it is introduced."""

    last: int
    low: float
    unit: Unit
    possessive: bool
    numbered: bool


class ArticleFinder:
    """Adds single persons and things to the numbered counts, and joins coordinated persons to one count."""

    def __init__(self, nouns: NounFinder, rows: Sequence[NumberRow], qualifiers: QualifierFinder) -> None:
        self._nouns, self._casualties = nouns, qualifiers.casualties
        by_kind = {r.kind: r for r in rows}
        self._article = by_kind.get("article", NumberRow(id="one-article", kind="article"))
        self._joint = by_kind.get("coordination", NumberRow(id="coordination", kind="coordination"))
        self._single_rule = next((r for r in rows if r.kind == "cardinal" and r.value == 1), self._article)
        self._articles = frozenset(self._article.words)

    def join(self, text: str, sentence: Sentence, words: list[str], counts: list[CountMention]) -> list[CountMention]:
        """The counts with single and coordinated persons, in text order."""
        by_start = {c.start: c for c in counts}
        taken = {t.index for c in counts for t in sentence.within(c)} if counts else set()
        found: list[CountMention] = []
        place = 0
        while place < len(words):
            if place not in taken and (aged := self._aged(text, sentence, words, place)):
                found.append(aged[0])
                place = aged[1]
                continue
            if (words[place] not in self._articles and words[place] not in _OWNERS) or place in taken:
                place += 1
                continue
            noun = self._single(sentence, words, place)
            if noun is None and self._pronoun(sentence, words, place):
                found.append(self._another(text, sentence, place))
            if noun is None or noun.row is None or noun.unit is None:
                place += 1
                continue
            members = self._members(sentence, words, noun, by_start)
            if not members and words[place] in _OWNERS:
                place += 1
                continue
            mention = self._mention(text, sentence, words, place, noun, members)
            found.append(mention)
            place = (members[-1].last if members else noun.last) + 1
        joint = [c for c in found if c.rule == self._joint.rule]
        kept = [c for c in counts if not any(j.contains(c) for j in joint)]
        return sorted([*kept, *found], key=lambda c: (c.start, -c.end)) if found else counts

    def _single(self, sentence: Sentence, words: list[str], place: int) -> Noun | None:
        """The noun of "a woman"; None where the article introduces no countable victim or thing."""
        noun = self._nouns.find(sentence, words, place + 1)
        if noun is None or noun.row is None or noun.unit in _UNCOUNTED or noun.last != noun.token.index:
            return None
        plural = noun.token.tag in ("NNS", "NNPS") and noun.row.size == 1
        name = noun.token.tag == "NNP" and noun.token.entity != "NORP"
        if plural or name or noun.token.dep in _NOT_VICTIMS:
            return None
        return noun

    def _aged(
        self, text: str, sentence: Sentence, words: list[str], place: int
    ) -> tuple[CountMention, int] | None:  # fmt: skip
        """Someone told of by an age alone ("a 16-year-old died"), and the token after; None where a noun follows."""
        if words[place] not in self._articles and words[place] != "the":
            return None
        after = age_end(words, place + 1) if place + 2 < len(words) else None
        if after is None or after > len(words) or (after < len(words) and sentence.tokens[after].tag in _GOES_ON):
            return None
        head, age = sentence.tokens[after - 1], words[place + 1]
        if head.dep in _NOT_VICTIMS:
            return None
        start, end = sentence.tokens[place].start, head.end
        young = words[place + 2 : after].count("year") == 0 or (age.isdecimal() and int(age) < _ADULT)
        return CountMention(
            start=start, end=end, text=text[start:end], rule=self._article.rule, low=1, high=1, bound="exact",
            unit="children" if young else "people", noun="person", head=head.start,
            additional=words[place] == "another",
        ), after  # fmt: skip

    def _pronoun(self, sentence: Sentence, words: list[str], place: int) -> bool:
        """Whether this is the "another" of "one man died and another was wounded"."""
        token = sentence.tokens[place]
        return words[place] == "another" and sentence.head(token).lemma in self._casualties and token.dep in _SUFFERS

    def _another(self, text: str, sentence: Sentence, place: int) -> CountMention:
        start, end = sentence.tokens[place].start, sentence.tokens[place].end
        return CountMention(
            start=start, end=end, text=text[start:end], rule=self._article.rule, low=1, high=1, bound="exact",
            unit=None, noun="", head=start, additional=True,
        )  # fmt: skip

    def _members(
        self, sentence: Sentence, words: list[str], noun: Noun, counts: dict[int, CountMention]
    ) -> list[_Member]:
        """The persons told together with the first one; empty when they are not one count."""
        if not noun.person or noun.row is None:
            return []
        owned = words[noun.first - 1] in _OWNERS
        members: list[_Member] = [_Member(noun.last, noun.row.size, noun.unit or "people", owned, False)]
        closed = False
        while not closed:
            step = _link(words, members[-1].last + 1)
            if step is None:
                break
            place, closed = step
            member = self._member(sentence, words, place, counts)
            if member is None:
                closed = False
                break
            members.append(member)
        if not closed or len(members) < 2:
            return []
        related = any(m.possessive for m in members)
        mixed = len({m.unit == "soldiers" for m in members}) > 1
        numbered = any(m.numbered for m in members)
        return [] if (numbered or mixed) and not related else members

    def _member(
        self, sentence: Sentence, words: list[str], place: int, counts: dict[int, CountMention]
    ) -> _Member | None:
        if place >= len(words):
            return None
        possessive = words[place] in _POSSESSIVES
        place += possessive
        if place >= len(words):
            return None
        if count := counts.get(sentence.tokens[place].start):
            last = sentence.within(count)[-1].index
            exact = count.bound == "exact" and count.unit in PERSONS and count.low is not None
            return _Member(last, count.low or 0, count.unit or "people", possessive, True) if exact else None
        bare = not possessive and words[place] not in self._articles
        noun = self._nouns.find(sentence, words, place if bare or possessive else place + 1)
        if noun is None or not noun.person or noun.row is None or noun.token.tag not in ("NN", "NNP"):
            return None
        if bare and (noun.last != place or noun.token.lemma in _STATIONS):
            return None
        return _Member(noun.last, noun.row.size, noun.unit or "people", possessive, False)

    def _mention(
        self, text: str, sentence: Sentence, words: list[str], place: int, noun: Noun, members: list[_Member]
    ) -> CountMention:  # fmt: skip
        units: set[Unit | None] = {m.unit for m in members} or {noun.unit}
        unit = units.pop() if len(units) == 1 else "people"
        total = sum(m.low for m in members) if members else float(noun.row.size if noun.row else 1)
        start = sentence.tokens[place].start
        end = sentence.tokens[members[-1].last if members else noun.last].end
        single = words[place + 1 : place + 2] == ["single"]  # "a single missile": counted, as by "one"
        rule = self._joint.rule if members else self._single_rule.rule if single else self._article.rule
        return CountMention(
            start=start, end=end, text=text[start:end], rule=rule, low=total, high=total, bound="exact", unit=unit,
            noun=noun.token.lemma, head=noun.token.start, additional=sentence.tokens[place].lower == "another",
        )  # fmt: skip


def _link(words: list[str], place: int) -> tuple[int, bool] | None:
    """The token after "and", "," or ", and", and whether that closes the list; None when the list ends here."""
    if place >= len(words):
        return None
    if words[place] == "," and words[place + 1 : place + 2] == ["and"]:
        return place + 2, True
    if words[place] in _LINK_WORDS:
        return place + 1, words[place] == "and"
    if words[place : place + 3] == ["as", "well", "as"] or words[place : place + 2] in (
        ["along", "with"],
        ["together", "with"],
    ):
        return place + (3 if words[place] == "as" else 2), True
    return None
