"""What a model of triggers adds: triggers that no rule tells, and signs of how likely a claim is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy
import pytest

from sayso.claims import RuleProducer
from sayso.claims.confidence.signs import signs_of
from sayso.claims.estimates import UNRULED, UnruledTypes, _most
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.gazetteer import Gazetteer
from sayso.model import EVENT_TYPES, EventType, Reading, Span
from sayso.pipeline import STAGES, Pipeline
from sayso.rules import load_rulebook
from sayso.service.reading import DEFAULT_MODEL, Reader
from sayso.stage import Resources
from sayso.triggers import Hint, Likelihoods

# No rule tells "hosed with metal" or "threaded".
TEXT = (
    "Rebels hosed a market in Kherson with metal on Monday. "
    "The mayor threaded the talks. Rebels shelled Sumy on Tuesday."
)


class Naming:
    """An estimator that names the given words, and keeps what it was told."""

    def __init__(self, *named: tuple[str, EventType, int]) -> None:
        self.named = named
        self.hints: list[Hint] = []

    def __call__(self, text: str, hints: Sequence[Hint], groups: Sequence[Span] = ()) -> Likelihoods:
        self.hints = list(hints)
        words = [(text.index(word), kind, likely, len(word)) for word, kind, likely in self.named]
        rows = numpy.zeros((len(text), len(EVENT_TYPES)), dtype=numpy.int16)
        for start, kind, likely, length in words:
            rows[start : start + length, EVENT_TYPES.index(kind)] = likely
        return Likelihoods([(n, n + 1) for n in range(len(text))], rows)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)


@pytest.fixture(scope="module")
def mentions(resources: Resources, reader: Reader) -> Reading:
    document = reader.read_text(TEXT, published=date(2024, 6, 12)).document
    return Pipeline(resources, STAGES[:-1]).read(document)


def drafts(resources: Resources, mentions: Reading, estimator: Naming) -> list[Draft]:
    class Whole:
        """Drops nothing, so that the test sees what there was to weigh."""

        def __call__(self, drafts: Sequence[Draft], story: object) -> None:
            return

    return RuleProducer(resources, estimate=estimator, weigh=Whole()).drafts(mentions)


def test_words_that_no_rule_tells_are_read_with_place_and_actor(resources: Resources, mentions: Reading) -> None:
    """A new way of telling an attack must not be lost because nobody wrote a rule for it."""
    found = drafts(resources, mentions, Naming(("hosed", "shelling", 800)))
    assert [draft.type for draft in found] == ["shelling", "shelling"]
    first = found[0]
    assert first.rule.rule == f"shelling/{UNRULED}"
    assert first.place is not None
    assert first.place.place.name == "Kherson"
    assert [role.name for role in first.actors] == ["Rebels"]
    assert first.time is not None


def test_what_the_model_finds_unlikely_adds_nothing(resources: Resources, mentions: Reading) -> None:
    found = drafts(resources, mentions, Naming(("hosed", "shelling", 100)))
    assert [draft.trigger.text for draft in found] == ["shelled"]


def test_a_word_that_a_rule_tells_keeps_its_rule(resources: Resources, mentions: Reading) -> None:
    found = drafts(resources, mentions, Naming(("shelled", "capture", 900)))
    assert [(draft.type, draft.rule.id == UNRULED) for draft in found] == [("shelling", False)]


def test_the_model_is_told_what_the_rules_found_and_claimed(resources: Resources, mentions: Reading) -> None:
    estimator = Naming()
    drafts(resources, mentions, estimator)
    start = TEXT.index("shelled")
    assert estimator.hints == [
        Hint("shelling", start, start + 7),
        Hint("shelling", start, start + 7, claimed=True),
    ]


@pytest.mark.parametrize(
    ("text", "word", "kind", "made"),
    [
        ("The clinic was doused with rockets in Bor.", "doused", "shelling", True),
        ("The clinic was doused with rockets in Bor.", "rockets", "shelling", False),
        ("The rocket was found in Bor.", "rocket", "shelling", False),
        ("The men were found in Bor.", "men", "abduction", True),
        ("The bus was held up for an hour in Bor.", "held", "abduction", False),
        ("The nurse was held back for an hour in Bor.", "held", "abduction", True),
        ("There was the thud of tear gas shells in Bor.", "shells", "shelling", False),
        ("The threading of Bor went on.", "The threading", "shelling", True),
        ("The men drove slowly in Bor.", "slowly", "shelling", False),
    ],
)
def test_what_a_model_names_is_a_deed_only_where_the_words_can_tell_one(
    resources: Resources, reader: Reader, text: str, word: str, kind: EventType, made: bool
) -> None:
    """Harm: a weapon that was found, or a delay, stands in the ledger as an attack."""
    document = reader.read_text(text, published=date(2024, 6, 12)).document
    read = Pipeline(resources, STAGES[:-1]).read(document)
    found = drafts(resources, read, Naming((word, kind, 900)))
    assert (kind in [draft.type for draft in found if draft.rule.id == UNRULED]) is made


@pytest.mark.parametrize(("values", "taken"), [("aab", "a"), ("aabb", "z"), ("abc", "z"), ("", "z")])
def test_a_rule_of_a_type_says_what_more_than_half_of_its_rules_say(values: str, taken: str) -> None:
    assert _most(values, "z") == taken


def test_every_type_has_a_rule_for_what_no_rule_tells(resources: Resources) -> None:
    rules = UnruledTypes(resources.rulebook.events)
    for kind in EVENT_TYPES:
        rule = rules.of(kind, noun=False)
        assert rule is not None
        assert (rule.type, rule.when) == (kind, ())
    seizure = rules.of("abduction", noun=True)
    assert seizure is not None
    assert seizure.target == "oblique"  # "the seizure of two nurses"
    said = rules.of("threaten", noun=False)
    assert said is not None
    assert said.speaker  # who threatens is who says so
    toll = rules.of("casualties", noun=False)
    assert toll is not None
    assert toll.measure == {}  # words that no rule knows do not tell the killed from the hurt


@pytest.mark.parametrize(
    ("text", "shown", "lacking"),
    [
        (
            "Rebels shelled Sumy with mortars on Monday.",
            "pos=VERB|depth=0|verb=VBD|actor=own|place=own fine|time=own|age=days|figures=0|given=4|with=on|"
            "sentence has force|sentence has weapon",
            "negated|passive|no stop|undated|total|definite|bare|prep=on|same word|under=conj|words>=10",
        ),
        (
            "Sumy was not shelled by the rebels",
            "negated|passive|aux=be|no stop|status=denied|time=none|words>=5",
            "sentence has time|age=days|age=unknown|prep=by|part>=0.25",
        ),
        (
            "The mayor said he fled after an attack on Kherson killed nine farmers.",
            "indefinite|prep=after|under=ccomp|voice=indirect|measure=killed|figures=1|pos=NOUN|sentence has count|"
            "actor=carried|beside=displacement|beside>=2",
            "definite|bare|light verb|possessed|total",
        ),
        (
            "Rebels shelled Sumy in 2019. It was cold. Rebels shelled Kherson, and troops shelled villages in Ukraine.",
            "same word|same type>=2|beside its type|beside>=2|under=conj|part>=0.5|sentence>=2|place=own coarse",
            "beside>=3|same type>=4|sentence>=4|place=own fine",
        ),
        (
            "They died in the shelling in 2019.",
            "definite|prep=in|pos=NOUN|age=years|sentence has time",
            "indefinite|bare",
        ),
    ],
)
def test_signs_by_which_a_claim_is_weighed(
    resources: Resources, reader: Reader, text: str, shown: str, lacking: str
) -> None:
    """Harm: the weights that were learned with them are given to other claims."""
    signs: list[set[str]] = []

    class Showing:
        def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
            signs.extend(set(signs_of(draft, story, drafts)) for draft in drafts)

    document = reader.read_text(text, published=date(2024, 6, 12)).document
    RuleProducer(resources, weigh=Showing()).drafts(Pipeline(resources, STAGES[:-1]).read(document))
    print(sorted(signs[-1]))
    assert (set(shown.split("|")) - signs[-1], set(lacking.split("|")) & signs[-1]) == (set(), set())
