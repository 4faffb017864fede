"""Context: the words next to a stretch, and what the parser and the recogniser say of it."""

from __future__ import annotations

from sayso.gazetteer import fold
from sayso.grammar.phrases import after, led_by
from sayso.grammar.words import is_verb
from sayso.mentions.places.atlas import Atlas
from sayso.mentions.places.spots import WORDS, Spot
from sayso.mentions.places.stretch import Stretch
from sayso.model import Sentence, Token

PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_ARTICLES, _LINKS = WORDS["names.articles"], WORDS["names.links"]
_OF = WORDS["prepositions.of"]
_FALLING, _TO = WORDS["verbs.falling"], WORDS["prepositions.to"]
_THE, _INDEFINITE = WORDS["articles.definite"], WORDS["articles.indefinite"]
_PEOPLES, _TIMES = WORDS["nouns.peoples"], WORDS["nouns.times"]
_MODIFIES = frozenset(("amod", "compound", "nmod"))
_DASHES = frozenset(("-", "\u2013", "\u2014", "--", ":"))
_UNNAMED = frozenset(("PUNCT", "SCONJ", "CCONJ", "DET", "PRON", "AUX", "VERB"))
_DATELINE_FIRST, _DATELINE_LAST = 6, 14
_VILLAGES = WORDS["nouns.villages"]
_YEAR = 4
_FROM, _LEAVING = WORDS["prepositions.from"], WORDS["verbs.leaving"]
_ON, _ATTACKING = WORDS["prepositions.upon"], WORDS["attacks"]


def is_named(token: Token) -> bool:
    """Whether the word is capitalised as part of a name."""
    return token.text[0].isupper() and token.pos not in _UNNAMED


def plain(token: Token) -> str:
    """The word in lower case without a full stop: "Gen." is gen."""
    return token.lower.rstrip(".")


def take_direction(spot: Spot, atlas: Atlas) -> None:
    """Take in a direction before the spot: "northern", the "north-east"."""
    tokens = spot.sentence.tokens
    word, first = direction_to(tokens, spot.first - 1, atlas)
    if word:
        spot.direction = word
        spot.start, spot.name_start = tokens[first].start, tokens[spot.first].start


def direction_to(tokens: tuple[Token, ...], last: int, atlas: Atlas) -> tuple[str, int]:
    """The direction that ends at a word, empty where there is none, and the index of its first word."""
    for start in (at for at in (last - 2, last) if at >= 0):
        part = tokens[start : last + 1]
        word = "".join(t.lower for t in part)
        joined = len(part) == 1 or (part[1].text == "-" and not part[1].space)
        if joined and atlas.has(word, "direction"):
            return word, start
    return "", last


def take_unit(spot: Spot, atlas: Atlas) -> None:
    """Take in a generic noun after the spot: "Kursk region"."""
    noun = spot.noun
    unit = atlas.cue("unit", noun.lower) if noun and not spot.fixed else None
    if noun is None or unit is None or (unit.feature == "city" and names_another(spot.sentence.tokens, noun)):
        return
    following = Stretch(spot.sentence, noun.index, noun.index).noun
    if following and is_named(following) and noun.text[0].isupper() and atlas.has(following.lower, "body"):
        spot.locative = False
    if unit.feature == "region":
        spot.extent = True
    else:
        spot.feature = unit.feature
    spot.end = noun.end
    spot.unit_rule = unit.rule
    whole = f"{spot.name} {noun.text}"
    spot.whole = next((e.id for e in atlas.gazetteer.find(whole) if fold(e.name) == fold(whole)), "")


def names_another(tokens: tuple[Token, ...], noun: Token) -> bool:
    """Whether the noun belongs to a name after it: "the Kordofan town of Babanusa"."""
    following = tokens[noun.index + 1 : noun.index + 3]
    return len(following) == 2 and following[0].lower in _OF and following[1].text[0].isupper()


def acted_on(spot: Spot) -> str:
    """The verb that the name is the object, or passive subject, of; empty for none."""
    if spot.before is not None and is_verb(spot.before):
        return spot.before.lemma
    if _is_fallen(spot.sentence, spot.head):
        return spot.sentence.head(spot.head).lemma
    if spot.head.dep in ("dobj", "nsubjpass") and not is_taken_there(spot.sentence, spot.head):
        return spot.sentence.head(spot.head).lemma
    return ""


def is_left(spot: Spot) -> bool:
    """ "Withdrew from X": what a force leaves is a place, even one that the recogniser takes for a person."""
    return _is_led_to(spot, _FROM, _LEAVING)


def is_attacked(spot: Spot) -> bool:
    """ "An attack on X"."""
    return _is_led_to(spot, _ON, _ATTACKING)


def calls_attack(spot: Spot) -> bool:
    """ "The Kherson strike"."""
    named = spot.noun is not None and spot.noun.lemma in _ATTACKING
    return named and spot.before is not None and spot.before.pos == "DET"


def _is_led_to(spot: Spot, prepositions: frozenset[str], over: frozenset[str]) -> bool:
    above = led_by(spot.sentence, spot.head, prepositions)
    return above is not None and above.lemma in over


def _is_fallen(sentence: Sentence, head: Token) -> bool:
    """Whether a place was taken: "X fell to the rebels"."""
    verb = sentence.head(head)
    fell = head.dep == "nsubj" and verb.lemma in _FALLING
    return fell and any(t.pos == "PROPN" or t.tag == "NNS" for t in after(sentence, verb, _TO))


def is_taken_there(sentence: Sentence, head: Token) -> bool:
    """Whether somebody, rather than a place, was taken: "Karim was captured in Basra"."""
    verb = sentence.head(head)
    if head.dep != "nsubjpass" or verb.lemma not in WORDS["verbs.taking"]:
        return False
    placed = after(sentence, verb, WORDS["prepositions.taken"])
    return any((t.pos == "PROPN" and t.entity != "DATE") or t.lemma in WORDS["nouns.ground"] for t in placed)


def is_aged(stretch: Stretch) -> bool:
    """Whether an age stands behind the name: "X, 31, of the coast", "X, a 40-year-old teacher"."""
    behind = [t.text for t in stretch.sentence.tokens[stretch.last + 1 :] if t.pos != "DET"][:3]
    marks = [text.isdigit() or text for text in behind]
    return marks in ([",", True, ","], [",", True, "-"])


def is_exact(spot: Stretch) -> bool:
    """Whether the spot is the whole of what the statistical recogniser marked."""
    label = spot.tokens[0].entity
    if not label or len(spot.labels) > 1:
        return False
    before, following = spot.before, spot.after
    more_before = before is not None and before.entity == label and before.lower not in _THE
    more = following is not None and following.entity == label and following.text not in WORDS["possessives"]
    return not (more_before or more)


def goes_on(tokens: tuple[Token, ...], last: int) -> int:
    """How many tokens of the name follow the word behind a little one: 3 in "Tal al-Hawa" after "Tal", 4 in
    "Qala-e-Sang" after "Qala"; 2 behind a bare hyphen, in "Mayi-Moya" after "Mayi"; else 0."""
    linked = [t.text for t in tokens[last + 1 : last + 2]] == ["-"] and not tokens[last].space
    following = tokens[last + 1 + linked : last + 4 + linked]
    if linked and following and _closes(following[0]):
        return 2
    if len(following) < 3 or following[1].text != "-" or following[1].space or not following[2].text[0].isupper():
        return 0
    if linked:
        return 4 if following[0].text in _LINKS else 0
    return 3 if following[0].text in _ARTICLES and tokens[last].space else 0


def _closes(word: Token) -> bool:
    """Whether a word behind a hyphen closes a name that nothing is called after: not "Ganta-Sanniquellie road"."""
    return word.pos == "PROPN" and word.text[0].isupper() and word.dep not in ("compound", "nmod")


def is_distance(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a unit of length stands before the token ("12 km from")."""
    return any(t.lemma in WORDS["nouns.lengths"] for t in tokens[max(0, at - 3) : at])


def is_dateline(spot: Spot) -> bool:
    """Whether the spot opens the sentence as a dateline: "GAZA CITY, Gaza Strip (Agency) - "."""
    if spot.first > _DATELINE_FIRST:
        return False
    tokens = spot.sentence.tokens
    dash = next((t.index for t in tokens[spot.last + 1 : spot.last + _DATELINE_LAST] if t.text in _DASHES), None)
    if dash is None or (not tokens[dash - 1].space and tokens[dash].text == "-"):
        return False
    if not tokens[0].text.isupper() and tokens[dash - 1].text != ")":
        return False
    words = [t for t in tokens[:dash] if t.text[0].isalpha()]
    if any(t.pos == "VERB" and not t.text.isupper() for t in words):
        return False
    return all(t.text[0].isupper() or t.lower in WORDS["dateline.small"] for t in words)


def is_heading(spot: Spot) -> bool:
    """Whether the spot, with its unit, is all that stands before a colon or dash at the start of a line ("Sumy: …"), or
    is a sentence of its own ("Sumy. Drone attack.")."""
    tokens = spot.sentence.tokens
    if spot.first == 0 and [t.text for t in tokens[spot.last + 1 :]] in (["."], ["!"]):
        return True
    before = all(not t.text[0].isalnum() for t in tokens[: spot.first])
    behind = [t for t in tokens[spot.last + 1 :] if t.start >= spot.end][:2]
    mark = behind[0] if behind else None
    dash = mark is not None and mark.text in _DASHES and (mark.text == ":" or mark.start > spot.end)
    return before and dash and is_named(tokens[spot.first]) and (len(behind) < 2 or (mark is not None and mark.space))


def heads_count(spot: Spot) -> bool:
    """Whether a number stands behind the mark of a heading: "Bint Jbeil: one dead"."""
    behind = [t for t in spot.sentence.tokens[spot.last + 1 :] if t.start >= spot.end]
    return len(behind) > 1 and behind[1].pos == "NUM"


def surnames(sentences: tuple[Sentence, ...], atlas: Atlas) -> frozenset[str]:
    """First and last words of what looks like a person's full name anywhere in the document."""
    found: set[str] = set()
    for sentence in sentences:
        run: list[Token] = []
        for token in (*sentence.tokens, None):
            if token is not None and token.entity == "PERSON" and token.text[0].isupper():
                run.append(token)
                continue
            titled = run and run[0].index and atlas.has(plain(sentence.tokens[run[0].index - 1]), "title")
            if len(run) >= 2 or titled:
                found.update((run[0].lower, run[-1].lower))
            run = []
    return frozenset(found)


def is_village(spot: Spot) -> bool:
    """Whether a word beside the name says that it is a village: "the village of X", "X village"."""
    of = spot.kind is not None and spot.kind.lemma in _VILLAGES
    return of or (spot.noun is not None and spot.noun.lower in _VILLAGES)


def is_ground(spot: Stretch) -> bool:
    """Whether an apposition says that the name is that of a village or of a part of a town: "X, a farming village"."""
    return any(t.lemma in WORDS["nouns.kinds"] for t in spot.sentence.children(spot.head, "appos"))


def is_spoken(spot: Stretch) -> bool:
    """ "The Malay-speaking provinces": a language."""
    behind = [t.lower for t in spot.sentence.tokens[spot.last + 1 : spot.last + 3]]
    return behind[:1] == ["-"] and not WORDS["adjectives.speaking"].isdisjoint(behind)


def is_called_seat(spot: Stretch) -> bool:
    """ "In the regional capital, X, …": the name stands behind what it is, between commas."""
    tokens, first = spot.sentence.tokens, spot.first
    enclosed = first > 1 and tokens[first - 1].text == "," and spot.after is not None and spot.after.text == ","
    return enclosed and tokens[first - 2].lower in WORDS["capitals.nouns"]


def calls_a_kind(spot: Stretch) -> bool:
    """Whether a word says of what people or kind something is, or which day or month it is: "the Ahmadi community", "a
    Radisson hotel", "the month of Muharram"."""
    noun, before = spot.noun, spot.sentence.tokens[: spot.first]
    if len(before) > 1 and before[-1].lower in _OF and before[-2].lemma in _TIMES:
        return True
    if not spot.single or noun is None or noun.pos != "NOUN" or noun.text[0].isupper():
        return False
    if noun.lemma in _PEOPLES:
        within = len(before) > 1 and before[-1].lower in _THE and before[-2].lower in WORDS["prepositions.in"]
        return not (within and noun.lemma in WORDS["nouns.communes"])  # "five strikes in the Dubrava community"
    one = bool(before) and (before[-1].lower in _INDEFINITE or (before[-1].pos == "NUM" and not _is_year(before[-1])))
    return one and spot.head.dep in _MODIFIES


def is_counted(spot: Spot) -> bool:
    """ "Abducted two Roma": who is counted is no place; a year before a name counts nothing."""
    numbers = spot.sentence.children(spot.head, "nummod")
    return spot.single and any(t.index == spot.first - 1 and not _is_year(t) for t in numbers)


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == _YEAR
