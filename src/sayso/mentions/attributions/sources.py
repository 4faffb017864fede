"""Who a noun phrase stands for: the actor mentioned there, or a source made from the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sayso.grammar.phrases import expand, span_of
from sayso.mentions.attributions.cue import Cue
from sayso.mentions.attributions.mentions import Index
from sayso.mentions.attributions.naming import behind, called
from sayso.mentions.attributions.outlets import Outlets
from sayso.mentions.attributions.phrases import core, own_name
from sayso.mentions.attributions.ranges import Range, described, surface_head
from sayso.mentions.attributions.sides import Sides
from sayso.mentions.attributions.words import Words, kind_of
from sayso.model import ActorMention, Reading, Sentence, Source, SourceKind, Token

_BY_LABEL: Final[dict[str, SourceKind]] = {"PERSON": "witness", "NORP": "party"}
_PERSONAL = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "their", "who"})
_PRONOUNS = _PERSONAL | {"i", "we", "me", "us", "which", "that", "this", "these", "those", "you"}
_LISTED = frozenset({"government", "military", "armed-group", "party"})
_MEANS = frozenset("phone telephone email e-mail text message radio-telephone video-link satellite".split())
_TELLING = 2
_SELF = frozenset({"i", "we", "me", "us"})


class Speakers:
    """Finds sources in one reading."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self._text = reading.document.text
        self._words = words
        self._outlets = Outlets(words, reading.document.outlet or "")
        self._sides = Sides(reading, words.modifiers, words.states)
        self._actors = Index(reading.actors)
        self._coreferences = Index(reading.coreferences)

    def of(self, sentence: Sentence, head: Token) -> tuple[Source, ...]:
        """The sources that the noun phrase names: several when it is a coordination."""
        noun = self._antecedent(sentence, head)
        found: list[Source] = []
        for token in expand(sentence, noun):
            source = self.one(sentence, token)
            if source is not None and not any(s.start <= source.start < s.end for s in found):
                found.append(source)
        return tuple(found if noun is head else (replace(s, start=head.start, end=head.end) for s in found))

    def one(self, sentence: Sentence, head: Token) -> Source | None:
        """The source whose head word this is; None for a platform or a pronoun that stands for nobody known."""
        head = self._antecedent(sentence, head)
        borne = self._borne(sentence, head)
        if borne is not None:
            return borne
        mention = self._coreferences.at(head) or self._actors.at(head)
        name, role = own_name(sentence, head), head
        if name is not head and (mention is None or not (mention.person or mention.start <= name.start < mention.end)):
            role, head = head, name
            mention = self._coreferences.at(name) or self._actors.at(name)
        inhabitants = head.tag == "NNS" and mention is not None and mention.person
        if mention is not None and not inhabitants:
            return self._of_mention(mention)
        if self._words.is_a("platform", head) and head.text[:1].isupper():
            return None
        return self._from_words(sentence, head, role)

    def _borne(self, sentence: Sentence, head: Token) -> Source | None:
        """The source under the name that its role noun bears further behind ("a coalition called X")."""
        if head.tag not in ("NN", "NNP"):
            return None
        at_head = self._mention(head)
        if at_head is not None and at_head.id is not None and not self._is_role(head):
            return None
        name = called(sentence, head) if head.tag == "NN" else []
        name = name or (behind(sentence, head, self._words.ranks) if self._is_role(head) else [])
        if not name or (at_head is not None and at_head.person and at_head.start <= name[-1].start < at_head.end):
            return None
        mention = self._actors.at(name[-1])
        if mention is not None and (mention.person or mention.id is not None):
            return self._of_mention(mention)
        kind = kind_of(at_head.kind) if at_head else self._kind_of([head], head)
        source = self._made(name, kind)
        return replace(source, side=at_head.side) if at_head else source

    def _is_role(self, head: Token) -> bool:
        return head.lemma in self._words.kinds

    def phrases(self, sentence: Sentence, ranges: Sequence[Range], aside: Range | None) -> tuple[Source, ...]:
        """The sources named by noun phrases that the order of words tells, a name in apposition before a role."""
        found: list[Source] = []
        for part in ranges:
            head = surface_head(sentence, part)
            if head is None:
                continue
            if len(ranges) == 1 and aside is not None:
                relative = sentence.tokens[aside[0]].tag in ("WP", "WDT", "WP$")
                name = None if relative else self._person_in(sentence, aside)
                mention = self._mention(head)
                if name is not None and (head.pos == "NOUN" or not (mention and mention.person)):
                    found.append(self._of_mention(name))
                    continue
                words = sentence.tokens[aside[0] : aside[1] + 1]
                if len(words) > 1 and head.pos == "NOUN" and all(t.entity == "PERSON" for t in words):
                    found.append(self._made(list(words), self._kind_of(list(words), head)))
                    continue
            source = self._of_range(sentence, part, head)
            if source is not None:
                found.append(source)
        return tuple(found)

    def passing(self, cue: Cue) -> tuple[Source, ...]:
        """Those who carry what a cue says, and the outlets that were told."""
        sentence = cue.sentence
        found = [self.one(sentence, head) for head in cue.carriers if head.lemma not in _MEANS]
        found += [self.outlet(sentence, head) for head in cue.told]
        if cue.listener:
            found.append(self.listener(sentence, cue.listener))
        return tuple(s for s in found if s is not None)

    def listener(self, sentence: Sentence, range_: Range) -> Source | None:
        """The agency or outlet that was told, by the range of its noun phrase; None for anyone else."""
        head = surface_head(sentence, range_)
        if head is None:
            return None
        return self._outlet(sentence, range_, head, lambda: self._of_range(sentence, range_, head))

    def _outlet(
        self, sentence: Sentence, range_: Range, head: Token, named: Callable[[], Source | None]
    ) -> Source | None:
        if self._outlets.is_own(sentence, range_, head):
            phrase = list(sentence.tokens[range_[0] : range_[1] + 1])
            return replace(self._made(phrase, "media"), name=self._outlets.own) if self._outlets.own else None
        if not self._outlets.names_one(sentence, range_, head, self._actors.at(head)):
            return None
        source = named()
        return replace(source, kind="media", side=None) if source and source.id is None else source

    def _of_range(self, sentence: Sentence, range_: Range, head: Token) -> Source | None:
        borne = self._borne(sentence, head)
        if borne is not None:
            return borne
        first, last = described(sentence, range_)
        tokens = sentence.tokens[first : last + 1]
        mention = self._mention(head)
        if mention is None:
            mention = self._person_in(sentence, range_)
        longer = mention is not None and not mention.person and _names_more(tokens, mention)
        if mention is not None and not longer:
            return self._of_mention(mention)
        if self._words.is_a("platform", head) and head.text[:1].isupper():
            return None
        kind: SourceKind = "witness" if _aged(sentence, head) else self._kind_of(list(tokens), head)
        return self._made(list(tokens), kind) if tokens else None

    def _mention(self, head: Token) -> ActorMention | None:
        return self._coreferences.at(head) or self._actors.at(head)

    def _person_in(self, sentence: Sentence, range_: Range) -> ActorMention | None:
        for token in sentence.tokens[range_[0] : range_[1] + 1]:
            mention = self._actors.at(token)
            if mention is not None and mention.person and mention.head == token.start:
                return mention
        return None

    def _of_mention(self, mention: ActorMention) -> Source:
        source = Source(
            start=mention.start, end=mention.end, name=_name(mention), id=mention.id,
            kind=kind_of(mention.kind), side=mention.side,
        )  # fmt: skip
        return self._sides.settled(source)

    def of_person(self, mention: ActorMention) -> Source:
        """The source that a mention of an actor is."""
        return self._of_mention(mention)

    def outlet(self, sentence: Sentence, head: Token) -> Source | None:
        """The agency or outlet that was told or passes on, or None when the word names no such thing."""
        phrase = core(sentence, head)
        return self._outlet(sentence, (phrase[0].index, phrase[-1].index), head, lambda: self.one(sentence, head))

    def report(self, sentence: Sentence, noun: Token) -> Source:
        """The noun of report itself as an unnamed source ("unconfirmed reports")."""
        phrase = [t for t in core(sentence, noun) if t.index <= noun.index]
        return self._made(phrase, "unnamed")

    def plain(self, pronoun: Token) -> tuple[Source, ...]:
        """A pronoun that stands for nobody known, as an unnamed source: better than the report's own voice."""
        return (self._made([pronoun], "unnamed"),) if pronoun.lower in _PERSONAL else ()

    def is_human(self, cue: Cue) -> bool:
        """Whether who speaks in the cue is a person, as far as the words tell, and not a body."""
        head = cue.speaker
        if head is None or head.pos not in ("NOUN", "PROPN"):
            return True
        mention = self._mention(head)
        if cue.person is not None or (mention is not None and mention.person) or head.lemma in self._words.people:
            return True
        return head.entity == "PERSON" or bool(cue.aside) or not (mention or head.lemma in self._words.kinds)

    def is_pronoun(self, sentence: Sentence, token: Token) -> bool:
        """Whether the token is a pronoun of which neither coreference nor the tree tells for whom it stands."""
        known = self._mention(token) is not None or self._antecedent(sentence, token) is not token
        return token.lower in _PRONOUNS and not known

    def is_finding(self, token: Token) -> bool:
        """Whether the word is a piece of evidence ("inquiry", "footage")."""
        return self._words.is_a("finding", token)

    def is_self(self, token: Token) -> bool:
        """Whether the token is a first-person pronoun."""
        return token.lower in _SELF

    def is_ours(self, cue: Cue) -> bool:
        """Whether a count is the report's own ("by our tally", "by Sahel Wire's count" in a report of that wire's)."""
        sentence, head = cue.sentence, cue.speaker
        if head is None:
            return False
        owner = sentence.child(head, "poss")
        if owner is not None and owner.lower == "our" and cue.span.start >= sentence.start:
            return True
        counted = cue.citation and cue.rule.endswith("/by-count")
        return counted and (head.lower == "our" or self._outlets.is_own_name(sentence, head))

    def _antecedent(self, sentence: Sentence, head: Token) -> Token:
        """What a relative pronoun stands for."""
        if head.tag in ("WP", "WDT") or head.lower in ("who", "which"):
            for above in sentence.ancestors(head):
                if above.dep == "relcl":
                    return sentence.head(above)
        return head

    def _from_words(self, sentence: Sentence, head: Token, role: Token) -> Source | None:
        phrase = core(sentence, head)
        commas = [n for n, t in enumerate(phrase) if t.text == ","]
        if len(commas) == 1 and phrase[-1].entity == "PERSON" and not any(t.pos == "CCONJ" for t in phrase):
            return self._made(phrase[commas[0] + 1 :], self._kind_of(phrase, role))
        if _aged(sentence, phrase[-1]):
            return self._made(phrase, "witness")
        return self._made(phrase, self._kind_of(phrase, head if role is head else role))

    def _made(self, phrase: list[Token], kind: SourceKind) -> Source:
        span = span_of(phrase)
        name = " ".join(self._text[span.start : span.end].split())
        return self._sides.settled(Source(start=span.start, end=span.end, name=name, id=None, kind=kind, side=None))

    def _kind_of(self, phrase: list[Token], head: Token) -> SourceKind:
        if self._words.is_a("outlet", head):
            return "media"
        if self._words.is_a("bureau", head) and any(self._words.is_a("outlet", t) for t in phrase):
            return "media"
        for word in (head.lemma, head.lower):
            if word in self._words.kinds:
                return self._words.kinds[word]
        for token in phrase:
            if token.pos == "NOUN" and token.index < head.index and token.lemma in self._words.kinds:
                return self._words.kinds[token.lemma]
        return _BY_LABEL.get(head.entity, "unnamed")


def _aged(sentence: Sentence, name: Token) -> bool:
    """Whether a person's age follows the name: "Amina, 34"."""
    behind = [t.tag for t in sentence.tokens[name.index + 1 : name.index + 3]]
    return name.pos == "PROPN" and behind == [",", "CD"]


def _names_more(tokens: Sequence[Token], mention: ActorMention) -> bool:
    """Whether the phrase is a longer name, of which the mention is the end: "Rights Sahel"."""
    before = [t for t in tokens if t.start < mention.start]
    return bool(before) and all(
        t.tag in ("NNP", "NNPS", "NNS") and t.text[0].isupper() and t.entity != "GPE" for t in before
    )


def _name(mention: ActorMention) -> str:
    """People by their fullest name, states and forces by their listed name, other bodies by the words that stand here,
    unless these are a pronoun, a bare noun or an abbreviation."""
    words = mention.text.split()
    if words and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if mention.person or mention.id is None or len(words) < _TELLING or mention.kind in _LISTED:
        return mention.name
    return " ".join(words)
