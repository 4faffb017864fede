"""Single persons and things ("a woman", "an elderly man") and persons told together ("a boy and his father")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.grammar.words import PLURAL
from sayso.lang import lexicon
from sayso.mentions.counts.exclusions import is_rate
from sayso.mentions.counts.line import Line
from sayso.mentions.counts.nouns import Noun, NounFinder, age_end
from sayso.mentions.counts.qualifiers import QualifierFinder
from sayso.model import PERSONS, CountMention, Unit
from sayso.rules.units import NumberRow

WORDS = lexicon("counts")
_OWNERS = WORDS["articles.owners"]
_AND, _OF, _BOTH = WORDS["and"], WORDS["of"], WORDS["articles.both"]
_JOINING = [tuple(phrase.split()) for phrase in WORDS.row("articles.joining")]
_GOES_ON = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "CD", "VBN", "VBG"})
_ADULT = 18
_UNCOUNTED: frozenset[Unit | None] = frozenset({None, "other", "km2", "usd"})
_NOT_VICTIMS = frozenset({"attr", "appos", "compound"})
_SUFFERS = frozenset({"nsubj", "nsubjpass", "dobj"})
_HARMED = frozenset({"VBN", "VBD"})


@dataclass(frozen=True, slots=True)
class _Member:
    """One part of a coordination: its last token, how many persons, of which unit, and how it is introduced."""

    last: int
    low: float
    unit: Unit
    possessive: bool
    numbered: bool = False


class ArticleFinder:
    """Adds single persons and things to the numbered counts, and joins coordinated persons to one count."""

    def __init__(self, nouns: NounFinder, rows: Sequence[NumberRow], qualifiers: QualifierFinder) -> None:
        self._nouns, self._harm, self._part = nouns, qualifiers.casualties, qualifiers.part
        self._articles = {w: r for r in rows if r.kind == "article" for w in r.words}
        joint = NumberRow(id="coordination", kind="coordination")
        self._joint = next((r for r in rows if r.kind == "coordination"), joint)
        self._one = next((r for r in rows if r.kind == "cardinal" and r.value == 1), joint)

    def join(self, line: Line, counts: list[CountMention]) -> list[CountMention]:
        """The counts with single and coordinated persons, in text order."""
        by_start = {c.start: c for c in counts}
        taken = {t.index for c in counts for t in line.sentence.within(c)}
        found: list[CountMention] = []
        joint: list[CountMention] = []
        place = 0
        while place < len(line):
            one = None if place in taken else self._aged(line, place) or self._at(line, place, by_start)
            if one is None:
                place += 1
                continue
            mention, place, several = one
            found.append(mention)
            joint += [mention] if several else []
        kept = [c for c in counts if not any(j.contains(c) for j in joint)]
        return sorted([*kept, *found], key=lambda c: (c.start, -c.end)) if found else counts

    def _at(
        self, line: Line, place: int, counts: dict[int, CountMention]
    ) -> tuple[CountMention, int, bool] | None:  # fmt: skip
        """What an article or possessive at this place begins: the mention, the token after it, whether of several."""
        article = self._articles.get(line.word(place))
        if article is None and line.word(place) not in _OWNERS:
            return None
        noun = self._single(line, place)
        if noun is not None and is_rate(line, noun.last + 1):
            return None  # "a child is killed every ten minutes"
        if noun is not None and article is None and noun.row is not None and noun.row.victims:
            return None  # "lost his life along with his mother"
        if noun is None:
            alone = article and article.additional and self._is_victim(line, place)
            return (self._mention(line, place, place, article), place + 1, False) if article and alone else None
        apart = self._part.ending(line.words, place)  # "including a child and a woman": each a part of its own
        members = [] if apart else self._members(line, noun, counts)
        if members:
            return self._together(line, place, noun, members), members[-1].last + 1, True
        return (self._mention(line, place, noun.last, article, noun), noun.last + 1, False) if article else None

    def _is_victim(self, line: Line, place: int) -> bool:
        """Whether this is the "another" of "one man died and another was wounded", "and another wounded"."""
        token = line.tokens[place]
        harm = line.sentence.head(token)
        return harm.lemma in self._harm and (token.dep in _SUFFERS or (harm.index == place + 1 and harm.tag in _HARMED))

    def _single(self, line: Line, place: int) -> Noun | None:
        """The noun of "a woman"; None where the article introduces no countable victim or thing."""
        noun = self._nouns.find(line, place + 1)
        if noun is None or noun.row is None or noun.unit in _UNCOUNTED or noun.last != noun.token.index:
            return None
        plural = noun.token.tag in PLURAL and noun.row.size == 1
        name = noun.token.tag == "NNP" and noun.token.entity != "NORP"
        told = noun.token.dep not in _NOT_VICTIMS or self._part.ending(line.words, place)  # "among them a nun"
        listed = line.sentence.head(noun.token).entity == "GPE" and noun.unit in PERSONS  # "two in Goma, a nun in Sake"
        return noun if (told or listed) and not (plural or name) else None

    def _aged(self, line: Line, place: int) -> tuple[CountMention, int, bool] | None:
        """Someone told of by an age alone ("a 16-year-old died"), and the token after; None where a noun follows."""
        first = next(iter(self._articles.values()), None) if line.word(place) in WORDS["articles.definite"] else None
        row = self._articles.get(line.word(place), first)
        after = age_end(line, place + 1) if row else None
        if row is None or after is None or line.tag(after) in _GOES_ON or line.tokens[after - 1].dep in _NOT_VICTIMS:
            return None
        age, years = line.word(place + 1), any(w in WORDS["ages.year"] for w in line.words[place + 2 : after])
        young = not years or (age.isdecimal() and int(age) < _ADULT)
        mention = line.count(
            place, after - 1, row, low=1.0, high=1.0, unit="children" if young else "people", noun="person",
            head=line.tokens[after - 1], additional=row.additional, by_article=True,
        )  # fmt: skip
        return mention, after, False

    def _mention(self, line: Line, first: int, last: int, article: NumberRow, noun: Noun | None = None) -> CountMention:
        single = line.word(first + 1) in WORDS["articles.single"]  # "a single missile": counted, as by "one"
        size = float(noun.row.size if noun and noun.row else 1)
        return line.count(
            first, last, self._one if single else article, low=size, high=size, unit=noun.unit if noun else None,
            noun=noun.token.lemma if noun else "", head=noun.token if noun else line.tokens[first],
            additional=article.additional, by_article=not single,
        )  # fmt: skip

    def _together(self, line: Line, place: int, noun: Noun, members: list[_Member]) -> CountMention:
        units, total = {m.unit for m in members}, float(sum(m.low for m in members))
        article = self._articles.get(line.word(place))
        return line.count(
            place, members[-1].last, self._joint, low=total, high=total,
            unit=units.pop() if len(units) == 1 else "people", noun=noun.token.lemma, head=noun.token,
            additional=article is not None and article.additional,
        )  # fmt: skip

    def _members(self, line: Line, noun: Noun, counts: dict[int, CountMention]) -> list[_Member]:
        """The persons told together with the first one; empty when they are not one count."""
        if not noun.person or noun.row is None:
            return []
        owned = line.word(noun.first - 1) in _OWNERS
        members = [_Member(noun.last, noun.row.size, noun.unit or "people", owned)]
        closed = False
        while not closed:
            step = _link(line, members[-1].last + 1)
            member = self._member(line, step[0], counts) if step else None
            if step is None or member is None:
                return []
            members.append(member)
            closed = step[1]
        related = any(m.possessive for m in members)
        mixed = len({m.unit == "soldiers" for m in members}) > 1
        return members if related or not (mixed or any(m.numbered for m in members)) else []

    def _member(self, line: Line, place: int, counts: dict[int, CountMention]) -> _Member | None:
        if line.word(place) in _BOTH:
            return self._pair(line, place + 1)
        possessive = line.word(place) in WORDS["articles.possessives"]
        place += possessive
        token = line.token(place)
        if token and (count := counts.get(token.start)):
            last = line.sentence.within(count)[-1].index
            exact = count.bound == "exact" and count.unit in PERSONS and count.low is not None
            possessive = possessive or any(w in _OWNERS for w in line.words[place:last])  # "and two of her sons"
            return _Member(last, count.low or 0, count.unit or "people", possessive, numbered=True) if exact else None
        bare = not possessive and line.word(place) not in self._articles
        noun = self._nouns.find(line, place if bare or possessive else place + 1)
        if noun is None or not noun.person or noun.row is None or noun.token.tag not in ("NN", "NNP"):
            return None
        if bare and (noun.last != place or noun.token.lemma in WORDS["articles.stations"]):
            return None
        return _Member(noun.last, noun.row.size, noun.unit or "people", possessive)

    def _pair(self, line: Line, place: int) -> _Member | None:
        """The two of "both of his sons", "both her sisters", "both drivers"."""
        place = line.skip(place, _OF)
        owned = line.word(place) in _OWNERS
        noun = self._nouns.find(line, place + owned)
        return _Member(noun.last, 2.0, noun.unit or "people", owned) if noun and noun.person and noun.plural else None


def _link(line: Line, place: int) -> tuple[int, bool] | None:
    """The token after "and", "," or ", and", and whether that closes the list; None when the list ends here."""
    comma = line.word(place) == ","
    if line.word(place + comma) in _AND:
        return place + comma + 1, True
    if comma:
        return place + 1, False
    return next(((place + len(p), True) for p in _JOINING if tuple(line.words[place : place + len(p)]) == p), None)
