"""Who a noun phrase stands for: the actor mentioned there, or a source made from the words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Final

from sayso.grammar.clauses import antecedent, governor
from sayso.grammar.phrases import core, expand, own_name, possessors, span_of
from sayso.grammar.ranges import Range, described, surface_head
from sayso.grammar.words import RELATIVE
from sayso.lang import lexicon
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.mentions import Index
from sayso.mentions.attributions.naming import behind, bodily, called, joined_towns
from sayso.mentions.attributions.outlets import Outlets
from sayso.mentions.attributions.sides import Sides
from sayso.mentions.attributions.words import Words, kind_of
from sayso.model import ActorMention, Reading, Sentence, Source, SourceKind, Token

WORDS = lexicon("attributions")
_BY_LABEL: Final[dict[str, SourceKind]] = {"PERSON": "witness", "NORP": "party"}
_LISTED = frozenset({"government", "military", "armed-group", "party"})
_ISSUING = frozenset({"government", "authority"})
_TELLING = 2


class Speakers:
    """Finds sources in one reading."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self._text = reading.document.text
        self._words = words
        self._outlets = Outlets(words, reading.document.outlet or "")
        self._sides = Sides(reading, words.modifiers, words.states)
        self._actors = Index(reading.actors)
        self._named = [m for m in reading.actors if m.id is not None]
        self._timed = {t.start for m in reading.times if (s := reading.sentence_at(m.start)) for t in s.within(m)}
        self._coreferences = Index(reading.coreferences)
        self._towns = joined_towns(reading)

    def of(self, sentence: Sentence, head: Token) -> tuple[Source, ...]:
        """The sources that the noun phrase names: several when it is a coordination."""
        noun = _meant(sentence, head)
        found: list[Source] = []
        for token in (t for t in expand(sentence, noun) if t.start not in self._towns):
            source = self._one(sentence, token)
            if source is not None and not any(s.start <= source.start < s.end for s in found):
                found.append(source)
        return tuple(found if noun is head else (replace(s, start=head.start, end=head.end) for s in found))

    def phrases(self, sentence: Sentence, ranges: Sequence[Range], aside: Range | None) -> tuple[Source, ...]:
        """The sources named by noun phrases that the order of words tells, a name in apposition before a role."""
        found: list[Source] = []
        for part in ranges:
            head = surface_head(sentence, part)
            if head is None:
                continue
            name: ActorMention | None = None
            if len(ranges) == 1 and aside is not None and sentence.tokens[aside[0]].tag not in RELATIVE:
                name = self._person_in(sentence, aside)
            known = self._mention(head)
            if name is not None and (head.pos == "NOUN" or not (known and known.person)):
                found.append(self.of_person(name))
                continue
            source = self._of_range(sentence, part, head)
            found += [source] if source else []
        return tuple(found)

    def passing(self, cue: Cue) -> tuple[Source, ...]:
        """Those who carry what a cue says, and the outlets that were told."""
        sentence = cue.sentence
        found = [self._one(sentence, head) for head in cue.carriers if head.lemma not in WORDS["nouns.means"]]
        for head in cue.told:
            phrase = core(sentence, head)
            found.append(self._outlet(sentence, (phrase[0].index, phrase[-1].index), head, self._one(sentence, head)))
        heard = surface_head(sentence, cue.listener) if cue.listener else None
        if cue.listener and heard:
            found.append(self._outlet(sentence, cue.listener, heard, self._of_range(sentence, cue.listener, heard)))
        return tuple(s for s in found if s is not None)

    def of_person(self, mention: ActorMention) -> Source:
        """The source that a mention of an actor is."""
        source = Source(
            start=mention.start, end=mention.end, name=_name(mention), id=mention.id, kind=kind_of(mention.kind),
            side=mention.side,
        )  # fmt: skip
        return self._sides.settled(source)

    def report(self, sentence: Sentence, noun: Token) -> Source:
        """The noun of report itself as an unnamed source ("unconfirmed reports")."""
        return self._made([t for t in core(sentence, noun) if t.index <= noun.index], "unnamed")

    def plain(self, pronoun: Token) -> tuple[Source, ...]:
        """A pronoun that stands for nobody known, as an unnamed source: better than the report's own voice."""
        return (self._made([pronoun], "unnamed"),) if pronoun.lower in WORDS["pronouns.personal"] else ()

    def is_human(self, cue: Cue) -> bool:
        """Whether who speaks in the cue is a person, as far as the words tell, and not a body."""
        head = cue.speaker
        if head is None or head.pos not in ("NOUN", "PROPN") or cue.aside:
            return True
        mention = self._mention(head)
        person = (mention is not None and mention.person) or head.lemma in self._words.people
        return person or head.entity == "PERSON" or not (mention or self._is_role(head))

    def is_pronoun(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token is a pronoun of which neither coreference nor the tree tells for whom it stands."""
        known = self._mention(token) is not None or _meant(sentence, token) is not token
        return token.lower in WORDS["pronouns.unnamed"] and not known

    def is_finding(self, token: Token) -> bool:
        """Whether the word is a piece of evidence ("inquiry", "footage")."""
        return self._words.is_a("finding", token)

    def is_ours(self, cue: Cue) -> bool:
        """Whether the report itself speaks: "we", "by our tally", "by Sahel Wire's count" in that wire's report."""
        head = cue.speaker
        if head is None:
            return False
        ours = any(t.lower in WORDS["our"] for t in possessors(cue.sentence, head))
        counted = cue.citation and self._outlets.is_own_name(head)
        return head.lower in WORDS["pronouns.self"] or ours or counted

    def _mention(self, head: Token) -> ActorMention | None:
        return self._coreferences.at(head) or self._actors.at(head)

    def _person_in(self, sentence: Sentence, range_: Range) -> ActorMention | None:
        found = ((t, self._actors.at(t)) for t in sentence.tokens[range_[0] : range_[1] + 1])
        return next((m for t, m in found if m is not None and m.person and m.head == t.start), None)

    def _one(self, sentence: Sentence, head: Token) -> Source | None:
        """The source whose head word this is; None for a platform or a pronoun that stands for nobody known."""
        role = head = _meant(sentence, head)
        if head.start in self._timed and self._mention(head) is None:
            return None  # "Nov 18": a dateline that the parser took for who speaks
        mention, name = self._mention(head), own_name(sentence, head)
        if name is not head and (mention is None or not (mention.person or mention.start <= name.start < mention.end)):
            head, mention = name, self._mention(name)
        inhabitants = role is head and head.tag == "NNS" and mention is not None and mention.person
        phrase = _undated(core(sentence, head), self._timed)
        branch = mention is not None and mention.id == mention.side and _names_more(phrase, mention)
        statement = self._is_statement(head, mention)
        if mention is not None and self._is_office_of(phrase, mention):
            phrase, mention = [t for t in phrase if t.start <= mention.start], None
        if statement or (mention is not None and mention.form == "role" and mention.head > head.start):
            issuer = self._issuer(phrase[:-1] if statement else phrase, head)
            if issuer is not None:
                return issuer
        return self._source(sentence, phrase, role, None if inhabitants or branch else mention)

    def _is_statement(self, head: Token, mention: ActorMention | None) -> bool:
        """Whether the noun is a statement and no name ("the Post")."""
        unnamed = mention is None or mention.form == "role"
        return unnamed and head.pos == "NOUN" and self._words.is_a("statement", head)

    def _is_office_of(self, phrase: list[Token], mention: ActorMention) -> bool:
        """Whether the mention is a bare noun for a body, and before it stands whose it is: "the mayor's office"."""
        at = next((n for n, t in enumerate(phrase) if t.start == mention.start), 0)
        owned = at > 1 and phrase[at - 1].tag == "POS" and self._actors.at(phrase[at - 2]) is not None
        return owned and mention.id is None and mention.form == "role" and phrase[at].lemma not in self._words.people

    def _issuer(self, before: list[Token], noun: Token) -> Source | None:
        """Whose name or office stands before a statement: "an IOM report", "a defence ministry statement"."""
        newest = next((n for n, t in enumerate(before) if t.lower not in WORDS["adjectives.newest"]), 0)
        before = before[newest:]  # "latest police figures"
        named = bool(before) and before[-1].text[0].isupper() and before[-1].pos not in ("ADJ", "VERB", "ADV")
        kind = self._words.kinds.get(before[-1].lemma) if before else None
        office = kind == "military" or (kind in _ISSUING and before[-1].pos != "ADJ")
        office = office and (noun.lemma not in WORDS["nouns.documents"] or newest > 0 or before[0].text[0].isupper())
        if not (named or office):
            return None
        made = self._made(before, self._kind_of(before, before[-1]))
        known = next((m for m in self._named if m.text == made.name), None)
        return replace(self.of_person(known), start=made.start, end=made.end) if known else made

    def _of_range(self, sentence: Sentence, range_: Range, head: Token) -> Source | None:
        first, last = described(sentence, range_)
        tokens = list(sentence.tokens[first : last + 1])
        mention = self._mention(head) or self._person_in(sentence, range_)
        if mention is not None and self._is_office_of(tokens, mention):
            mention = None
        before = [t for t in tokens if t.index < head.index]
        if self._is_statement(head, mention) and (issuer := self._issuer(before, head)):
            return issuer
        longer = mention is not None and not mention.person and _names_more(tokens, mention)
        return self._source(sentence, tokens, head, None if longer else mention)

    def _source(
        self, sentence: Sentence, phrase: list[Token], role: Token, mention: ActorMention | None
    ) -> Source | None:
        borne = self._borne(sentence, role)
        if borne is not None or mention is not None:
            return borne or (self.of_person(mention) if mention else None)
        if self._words.is_a("platform", role) and role.text[:1].isupper():
            return None
        return self._made(phrase, "witness" if _aged(sentence, phrase[-1]) else self._kind_of(phrase, role))

    def _borne(self, sentence: Sentence, head: Token) -> Source | None:
        """The source under the name that its role noun bears further behind ("a coalition called X")."""
        at_head, role = self._mention(head), self._is_role(head)
        if head.tag not in ("NN", "NNP") or (at_head is not None and at_head.id is not None and not role):
            return None
        name = called(sentence, head) if head.tag == "NN" else []
        name = name or (behind(sentence, head, self._words.ranks) if role else [])
        name = name or (bodily(sentence, head) if role and head.lemma not in self._words.people else [])
        if not name or (at_head is not None and at_head.person and at_head.start <= name[-1].start < at_head.end):
            return None
        mention = self._actors.at(name[-1])
        if mention is not None and (mention.person or mention.id is not None):
            return self.of_person(mention)
        if at_head is None:
            return self._made(name, self._kind_of([head], head))
        return replace(self._made(name, kind_of(at_head.kind)), side=at_head.side)

    def _is_role(self, head: Token) -> bool:
        return head.lemma in self._words.kinds

    def _outlet(self, sentence: Sentence, range_: Range, head: Token, source: Source | None) -> Source | None:
        """The agency or outlet that was told, the document's own under its name; None for anyone else."""
        at = head.index - 1
        if self._outlets.reports(head) and range_[0] <= at and sentence.tokens[at].text[0].isupper():
            range_, head = (range_[0], at), sentence.tokens[at]  # "a Reuters correspondent"
            named, first = self._actors.at(head), described(sentence, range_)[0]
            made = self._made(list(sentence.tokens[first : at + 1]), "media")
            source = self.of_person(named) if named and named.id else made
        else:
            range_, head, source = self._led_by_outlet(sentence, range_, head) or (range_, head, source)
        if self._outlets.is_own(sentence, range_, head):
            phrase = list(sentence.tokens[range_[0] : range_[1] + 1])
            return replace(self._made(phrase, "media"), name=self._outlets.own) if self._outlets.own else None
        if source is None or not self._outlets.names_one(sentence, range_, head, self._actors.at(head)):
            return None
        return source if source.id is not None else replace(source, kind="media", side=None)

    def _led_by_outlet(self, sentence: Sentence, range_: Range, head: Token) -> tuple[Range, Token, Source] | None:
        """The listed outlet before the name of one who works for it ("CNN's Erin Burnett"), or before a word that the
        parser joins to it ("told NDTV gunmen fled")."""
        for token in sentence.tokens[range_[0] : head.index]:
            known = self._actors.at(token)
            if known is not None and known.id is not None and known.kind == "media" and known.end <= head.start:
                return (range_[0], token.index), token, self.of_person(known)
        return None

    def _made(self, phrase: list[Token], kind: SourceKind) -> Source:
        span = span_of(phrase)
        name = " ".join(self._text[span.start : span.end].split())
        return self._sides.settled(Source(start=span.start, end=span.end, name=name, id=None, kind=kind, side=None))

    def _kind_of(self, phrase: list[Token], head: Token) -> SourceKind:
        news = any(self._words.is_a("outlet", t) for t in phrase)
        if self._words.is_a("outlet", head) or (news and self._words.is_a("bureau", head)):
            return "media"
        before = [t.lemma for t in phrase if t.pos == "NOUN" and t.index < head.index]
        told = (self._words.kinds[w] for w in (head.lemma, head.lower, *before) if w in self._words.kinds)
        return next(told, _BY_LABEL.get(head.entity, "unnamed"))


def _meant(sentence: Sentence, head: Token) -> Token:
    """The noun that a relative pronoun stands for, or by which somebody is told who else is but a number ("one of them,
    a tea seller,"); any other word as it is."""
    if head.text == "#" and not head.space and head.index + 1 < len(sentence.tokens):
        return sentence.tokens[head.index + 1]  # "says #UNICEF": the parser may take the mark for who speaks
    if head.pos in ("NUM", "PRON", "DET") and head.tag not in RELATIVE:
        near = [head, *(below for of in sentence.children(head) if of.dep == "prep" for below in sentence.children(of))]
        told = [t for token in near for t in sentence.children(token) if t.dep == "appos"]
        return next((t for t in told if t.pos in ("NOUN", "PROPN")), head)
    verb = governor(sentence, head) if head.tag in RELATIVE else None
    return antecedent(sentence, verb, head) if verb else head


def _aged(sentence: Sentence, name: Token) -> bool:
    """Whether a person's age follows the name: "Amina, 34"."""
    behind = [t.tag for t in sentence.tokens[name.index + 1 : name.index + 3]]
    return name.pos == "PROPN" and behind == [",", "CD"]


def _undated(phrase: list[Token], times: Collection[int] = ()) -> list[Token]:
    """The phrase without the day before it: "yesterday's report". ``times``: offsets of all words of times."""
    when = [t.entity in ("DATE", "TIME") or t.tag == "POS" or t.start in times for t in phrase]
    dated = when.index(False) if False in when else 0
    return phrase[dated:]


def _names_more(tokens: Sequence[Token], mention: ActorMention) -> bool:
    """Whether the phrase is a longer name, of which the mention is the end: "Rights Sahel", "official Radio Sudan"."""
    before = list(dropwhile(lambda t: t.text.islower(), [t for t in tokens if t.start < mention.start]))
    names = [t.tag in ("NNP", "NNPS", "NNS") and t.text[0].isupper() and t.entity != "GPE" for t in before]
    return bool(names) and all(names)


def _name(mention: ActorMention) -> str:
    """People by their fullest name, states and forces by their listed name, other bodies by the words that stand here,
    unless these are a pronoun, a bare noun or an abbreviation."""
    words = mention.text.split()
    words = words[1:] if words[0].lower() in WORDS["articles"] else words
    if mention.person or mention.id is None or len(words) < _TELLING or mention.kind in _LISTED:
        return mention.name
    return " ".join(words)
