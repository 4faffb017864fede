"""Areas without a name: "three border regions", "the Ukrainian border", "its airspace", "Russian territory"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gazetteer import Entry
from sayso.lang import lexicon
from sayso.mentions.places.inside import Inside
from sayso.mentions.places.lexicon import Lexicon
from sayso.model import Place, PlaceMention, Reading, Sentence, Token

WORDS = lexicon("places")
_HOLDER_WORDS = WORDS["unnamed.holder"]
_HOLDER_2_WORDS = WORDS["unnamed.holder_2"]

_SEVERAL = WORDS["unnamed.several"]
_WHOLE = WORDS["unnamed.whole"]
_EDGES = WORDS["unnamed.edges"]
_PRONOUNS = WORDS["unnamed.pronouns"]


def unnamed(reading: Reading, lexicon: Lexicon, named: list[PlaceMention]) -> list[PlaceMention]:
    """Mentions of areas that have no name of their own; they have no id, unless the words mean a whole country."""
    found: list[PlaceMention] = []
    starts = {m.start: m for m in named}
    within = Inside(named)
    for sentence in reading.sentences:
        inside = within(sentence)
        for token in sentence.tokens:
            if token.lemma in _WHOLE or token.lemma in _EDGES or token.lower in _EDGES:
                mention = _part(reading, sentence, token, lexicon, inside, starts)
            elif token.tag == "NNS" and lexicon.has("vague", token.lemma):
                mention = _counted(reading, sentence, token, lexicon, starts)
            else:
                continue
            if mention:
                found.append(mention)
    return found


def _counted(
    reading: Reading, sentence: Sentence, noun: Token, lexicon: Lexicon, starts: dict[int, PlaceMention]
) -> PlaceMention | None:
    """ "eight regions", "several Russian border villages", "two districts of Sudan"."""
    first = None
    country = None
    for token in reversed(sentence.tokens[max(0, noun.index - 4) : noun.index]):
        if token.lower in lexicon.demonyms:
            country = lexicon.demonyms[token.lower]
        elif token.pos == "NUM" or token.lemma in _SEVERAL:
            first = token
            break
        elif token.pos not in ("ADJ", "NOUN", "PUNCT") or token.text == ",":
            break
    if first is None:
        return None
    holder = _holder(sentence, noun, starts)
    if country is None and holder is not None:
        country = holder.country
    name = reading.document.text[first.start : noun.end]
    rule = lexicon.words["vague"][noun.lemma].rule
    place = Place(name=name, id=None, country=country, admin1=None, lat=None, lon=None, precision="region")
    return PlaceMention(start=first.start, end=noun.end, text=name, rule=rule, place=place)


def _holder(sentence: Sentence, noun: Token, starts: dict[int, PlaceMention]) -> Place | None:
    """The place after "of" or "in"."""
    after = [t for t in sentence.tokens[noun.index + 1 : noun.index + 4] if t.lower not in _HOLDER_2_WORDS]
    if len(after) < 2 or after[0].lower not in _HOLDER_WORDS:
        return None
    mention = starts.get(after[1].start)
    return mention.place if mention else None


def _part(
    reading: Reading,
    sentence: Sentence,
    noun: Token,
    lexicon: Lexicon,
    inside: list[PlaceMention],
    starts: dict[int, PlaceMention],
) -> PlaceMention | None:
    """ "Russian territory", "its border with Ukraine", "Estonia's airspace"."""
    owner = _owner(sentence, noun, lexicon)
    if owner is None:
        return None
    first, entry = owner
    last = noun
    if noun.lemma in _EDGES and (other := _bordering(sentence, noun, starts)):
        end, neighbour = other
        entry = entry or lexicon.gazetteer.country_entry(neighbour)
        last = end
    if entry is None and first.lower in _PRONOUNS:
        entry = _antecedent(sentence, first, lexicon, inside)
    if entry is None:
        return None
    text = reading.document.text[first.start : last.end]
    whole = noun.lemma in _WHOLE
    place = Place(
        name=entry.name if whole else f"{entry.name} {noun.lemma}",
        id=entry.id if whole else None,
        country=entry.country,
        admin1=None,
        lat=entry.lat if whole else None,
        lon=entry.lon if whole else None,
        precision="country" if whole else "region",
        feature=entry.feature if whole else "",
        note=entry.note,
    )
    rule = lexicon.words["part"][_key(noun, lexicon)].rule
    return PlaceMention(start=first.start, end=last.end, text=text, rule=rule, place=place)


def _key(noun: Token, lexicon: Lexicon) -> str:
    return noun.lemma if lexicon.has("part", noun.lemma) else noun.lower


def _owner(sentence: Sentence, noun: Token, lexicon: Lexicon) -> tuple[Token, Entry | None] | None:
    """The word that says whose: an adjective of a state, or a possessive pronoun (then without an entry yet)."""
    if not (lexicon.has("part", noun.lemma) or lexicon.has("part", noun.lower)):
        return None
    for token in reversed(sentence.tokens[max(0, noun.index - 3) : noun.index]):
        if token.lower in lexicon.demonyms:
            return token, lexicon.gazetteer.country_entry(lexicon.demonyms[token.lower])
        if token.lower in _PRONOUNS:
            return token, None
        if token.pos not in ("ADJ", "NOUN"):
            return None
    return None


def _bordering(sentence: Sentence, noun: Token, starts: dict[int, PlaceMention]) -> tuple[Token, str] | None:
    """The country after "border with"."""
    after = sentence.tokens[noun.index + 1 : noun.index + 3]
    if len(after) < 2 or after[0].lower != "with" or after[1].start not in starts:
        return None
    country = starts[after[1].start].place.country
    if country is None:
        return None
    end = next(t for t in reversed(sentence.tokens) if t.end <= starts[after[1].start].end)
    return end, country


def _antecedent(sentence: Sentence, pronoun: Token, lexicon: Lexicon, inside: list[PlaceMention]) -> Entry | None:
    """The first country before the pronoun in its sentence."""
    for country in _countries(pronoun, inside):
        return lexicon.gazetteer.country_entry(country)
    return None


def _countries(pronoun: Token, inside: list[PlaceMention]) -> Iterator[str]:
    for mention in sorted(inside, key=lambda m: m.start):
        if mention.end <= pronoun.start and mention.place.precision == "country" and mention.place.country:
            yield mention.place.country
