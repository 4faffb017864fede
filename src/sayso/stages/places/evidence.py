"""Evidence: what the words around a spot say of it, and so whether it is a place."""

from __future__ import annotations

from sayso.gazetteer import Entry, fold
from sayso.model import Sentence, Token
from sayso.stages.places.lexicon import Lexicon
from sayso.stages.places.spots import Spot

_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_SKIPPED = frozenset(("DET", "ADJ", "NUM"))
_FAR = 5
_LARGE = 200_000
_TOWN = 15_000
_PROVINCE = 500_000
_DASHES = frozenset(("-", "\u2013", "\u2014", "--", ":"))
_FIRM = frozenset(("in", "inside", "within", "into", "at", "across", "throughout", "near", "outside", "off"))


class Judge:
    """Weighs the evidence for the spots of one document. ``surnames``: words known to be parts of persons' names."""

    def __init__(self, lexicon: Lexicon, surnames: frozenset[str]) -> None:
        self._lexicon, self._surnames = lexicon, surnames

    def __call__(self, spot: Spot, text: str) -> None:
        """Set the spot's strength, rule, and what the words beside it make of it."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        _direction(spot, lexicon)
        cue, rule = self._left(spot)
        spot.cue = cue
        if self._embedded(spot):
            return
        _unit(spot, lexicon)
        strength, found = self._strength(spot, cue, rule)
        entry = lexicon.gazetteer.find(spot.name)[0] if lexicon.gazetteer.knows(spot.key) else None
        if entry is not None and entry.rule and strength >= 2:
            found = entry.rule
        spot.strength, spot.rule = strength, found
        if cue and lexicon.has("near", cue) or cue.startswith("distance"):
            spot.near = True
        if spot.last + 1 < len(tokens) and tokens[spot.last + 1].text in ("-", "/") and strength < 3:
            spot.strength = min(spot.strength, 1)

    def _strength(self, spot: Spot, cue: str, rule: str) -> tuple[int, str]:
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        token = tokens[spot.first]
        single = spot.first == spot.last
        dateline = _dateline(spot)
        if dateline:
            return 3, lexicon.rule("dateline")
        labels = {t.entity for t in tokens[spot.first : spot.last + 1]}
        exact = _exact(spot)
        label = next(iter(labels)) if len(labels) == 1 else ""
        lower = token.lower
        if single and spot.key not in lexicon.acronyms and (lower in lexicon.demonyms or (lexicon.has("stop", lower) and not spot.feature)):
            sure = exact and label in _PLACE_LABELS and cue in _FIRM and lower not in lexicon.demonyms
            return (2, rule) if sure else (0, "")
        person = single and (lower in self._surnames or (label == "PERSON" and exact))
        weight = _weight(lexicon, spot)
        proper = token.pos == "PROPN" or label in _PLACE_LABELS or not single
        if not proper and not (cue and token.index > 0):
            return 0, ""
        if spot.feature and not spot.extent:
            return 3, rule or self._unit_rule(spot)
        if cue and weight == 0 and cue not in _FIRM and label not in _PLACE_LABELS and not lexicon.has("near", cue):
            return 1, rule
        if cue and not (person and weight < 2 and cue not in _FIRM):
            if lexicon.has("with", cue) and weight < 2 and label not in _PLACE_LABELS:
                return 1, rule
            return (3 if label in _PLACE_LABELS or not person else 2), rule
        if exact and label in _PLACE_LABELS:
            return 2, lexicon.rule("entity")
        if weight >= 2 and not (person and weight < 3):
            return 2, lexicon.rule("prominent")
        if exact and label and not person and weight >= 1:
            return 2, lexicon.rule("entity")
        return 1, lexicon.rule("established")

    def _unit_rule(self, spot: Spot) -> str:
        following = spot.sentence.within(spot_span(spot))[-1].lower
        found = self._lexicon.unit("unit", following)
        return found.rule if found else self._lexicon.rule("entity")

    def _left(self, spot: Spot) -> tuple[str, str]:
        """The cue word before the spot and its rule; passes over articles, adjectives and "the capital"."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        at = spot.first - 1
        for _ in range(_FAR):
            if at < 0:
                return "", ""
            token = tokens[at]
            word = token.lower
            if word == "of":
                return self._of(spot, at)
            two = f"{tokens[at - 1].lower} {word}" if at else word
            for kind in ("near", "with", "in"):
                for phrase in (two, word):
                    if found := lexicon.unit(kind, phrase):
                        if word == "from" and _distance(tokens, at):
                            return "distance", lexicon.words["near"]["near"].rule
                        return phrase, found.rule
            passed = (
                token.pos in _SKIPPED or word in lexicon.demonyms or lexicon.has("direction", word)
                or lexicon.has("settlement-of", word) or lexicon.has("of", word)
            )  # fmt: skip
            if not passed or (token.text[0].isupper() and word not in lexicon.demonyms and at > 0):
                return "", ""
            at -= 1
        return "", ""

    def _of(self, spot: Spot, at: int) -> tuple[str, str]:
        """The cue when "of" stands before the spot: "the town of", "north of", or the "of" itself."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        noun = tokens[at - 1] if at else None
        if noun is None:
            return "of", lexicon.words["in"]["of"].rule
        if found := lexicon.unit("near", f"{noun.lower} of"):
            return f"{noun.lower} of", found.rule
        unit = lexicon.unit("of", noun.lemma) or lexicon.unit("of", noun.lower)
        if unit and spot.first == at + 1 or unit:
            hint = lexicon.unit("unit", noun.lower)
            spot.feature = spot.feature or unit.feature or (hint.feature if hint else "")
            return "in", unit.rule
        if noun.text[0].isupper() and noun.pos == "PROPN" and not lexicon.has("title", noun.lower):
            return "of-name", ""
        return "of", lexicon.words["in"]["of"].rule

    def _embedded(self, spot: Spot) -> bool:
        """Whether the spot is part of a longer name that is no place."""
        lexicon, tokens = self._lexicon, spot.sentence.tokens
        if spot.cue == "of-name":
            return True
        exact = _exact(spot) and tokens[spot.first].entity in _PLACE_LABELS
        before = tokens[spot.first - 1] if spot.first else None
        if before is not None and _named(before) and before.space:
            word = before.lower.rstrip(".")
            if lexicon.has("title", word):
                return True
            passed = (
                word in lexicon.demonyms or lexicon.has("direction", word) or lexicon.has("of", word)
                or lexicon.has("in", word) or lexicon.has("near", word) or (before.index == 0 and before.pos != "PROPN")
            )  # fmt: skip
            if not passed and not exact:
                return True
        if before is not None and before.text in ("-", "'") and not before.space and spot.first > 1:
            return not exact
        after = tokens[spot.last + 1] if spot.last + 1 < len(tokens) else None
        if after is None or not _named(after) or not tokens[spot.last].space:
            return False
        return self._continued(spot, after, exact)

    def _continued(self, spot: Spot, after: Token, exact: bool) -> bool:
        """Whether the capitalised word after the spot makes it something else; sets ``locative`` when it acts."""
        lexicon, word = self._lexicon, after.lower.rstrip(".")
        if lexicon.has("unit", word) or after.lower in lexicon.demonyms:
            return False
        if lexicon.has("organisation", word):
            return True
        if lexicon.has("title", word) or lexicon.has("body", word):
            spot.locative = False
            return False
        if lexicon.has("facility", word):
            return False
        return not exact


def spot_span(spot: Spot) -> Token:
    """The last token of the spot's extent."""
    tokens = spot.sentence.tokens
    return next((t for t in reversed(tokens) if t.end <= spot.end), tokens[spot.last])


def _named(token: Token) -> bool:
    return token.text[0].isupper() and token.pos not in ("PUNCT", "SCONJ", "CCONJ", "DET", "PRON", "AUX", "VERB")


def _direction(spot: Spot, lexicon: Lexicon) -> None:
    """Take in a direction before the spot: "northern", "the north-east"."""
    tokens = spot.sentence.tokens
    at = spot.first - 1
    if at < 0:
        return
    word = tokens[at].lower
    start = at
    if at >= 2 and tokens[at - 1].text == "-" and not tokens[at - 1].space:
        joined = f"{tokens[at - 2].lower}-{word}"
        if lexicon.has("direction", joined):
            word, start = joined, at - 2
    if lexicon.has("direction", word):
        spot.direction = word
        spot.start = tokens[start].start
        spot.name_start = tokens[spot.first].start


def _unit(spot: Spot, lexicon: Lexicon) -> None:
    """Take in a generic noun after the spot: "Kursk region"."""
    tokens = spot.sentence.tokens
    at = spot.last + 1
    if at >= len(tokens) or spot.fixed:
        return
    unit = lexicon.unit("unit", tokens[at].lower)
    if unit is None or not tokens[spot.last].space:
        return
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and _named(following) and tokens[at].text[0].isupper() and tokens[at].space:
        spot.locative = spot.locative and not lexicon.has("body", following.lower)
    if unit.feature == "region":
        spot.extent = True
    else:
        spot.feature = unit.feature
    spot.end = tokens[at].end


def _exact(spot: Spot) -> bool:
    """Whether the spot is the whole of what the statistical recogniser marked."""
    tokens = spot.sentence.tokens
    label = tokens[spot.first].entity
    if not label or any(t.entity != label for t in tokens[spot.first : spot.last + 1]):
        return False
    before = spot.first and tokens[spot.first - 1].entity == label and tokens[spot.first - 1].lower != "the"
    after = spot.last + 1 < len(tokens) and tokens[spot.last + 1].entity == label
    if after and tokens[spot.last + 1].text in ("'s", "\u2019s"):
        after = False
    return not before and not after


def _distance(tokens: tuple[Token, ...], at: int) -> bool:
    return any(t.lemma in ("km", "kilometer", "kilometre", "mile", "km.") for t in tokens[max(0, at - 3) : at])


def _dateline(spot: Spot) -> bool:
    """Whether the spot opens the sentence as a dateline: "GAZA CITY, Gaza Strip (Agency) - "."""
    if spot.first > 6:
        return False
    tokens = spot.sentence.tokens
    head = tokens[: min(len(tokens), spot.last + 14)]
    dash = next((t.index for t in head if t.text in _DASHES and t.index > spot.last), None)
    if dash is None or (dash and not tokens[dash - 1].space and tokens[dash].text == "-"):
        return False
    words = [t for t in tokens[:dash] if t.text[0].isalpha()]
    if not tokens[0].text.isupper() and tokens[dash - 1].text != ")":
        return False
    return all(t.text[0].isupper() or t.lower in ("of", "the", "and") for t in words) and not any(
        t.pos == "VERB" and not t.text.isupper() for t in words
    )


def _weight(lexicon: Lexicon, spot: Spot) -> int:
    """How well known the best bearer of the name is: 3 country or listed, 2 large or a capital, 1 a town, 0 a village."""
    found = lexicon.gazetteer.find(spot.name)
    return max((weight(e, spot.key) for e in found[:4]), default=0)


def weight(entry: Entry, key: str) -> int:
    """How well known a place is under this name."""
    own = fold(entry.name) == key
    if entry.feature in ("country", "region") or (entry.rule and entry.population >= _LARGE):
        return 3
    if entry.feature == "admin1" and own and entry.population >= _PROVINCE:
        return 2
    if entry.rule or (entry.population >= _LARGE and own):
        return 2
    return 1 if entry.population >= _TOWN else 0


def surnames(sentences: tuple[Sentence, ...], titles: Lexicon) -> frozenset[str]:
    """Last words of what looks like a person's full name anywhere in the document."""
    found = set()
    for sentence in sentences:
        run: list[Token] = []
        for token in sentence.tokens:
            if token.entity == "PERSON" and token.text[0].isupper():
                run.append(token)
                continue
            if len(run) >= 2 or (run and run[0].index and titles.has("title", _before(sentence, run[0]))):
                found.add(run[-1].lower)
            run = []
        if len(run) >= 2:
            found.add(run[-1].lower)
    return frozenset(found)


def _before(sentence: Sentence, token: Token) -> str:
    return sentence.tokens[token.index - 1].lower.rstrip(".")
