"""How sure each field is: by signs of how it was got, the same whoever is named, as learned on coded reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sayso.claims import RuleProducer
from sayso.claims.confidence import LearnedFieldWeigher
from sayso.claims.confidence.field_signs import FieldSigns
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.claims.weights import BIAS
from sayso.errors import RulebookError
from sayso.model.claims import CLAIM_FIELDS
from sayso.service.reading import Reader

RAID = (
    "{front} fighters raided the village of Dogo in {land} on Sunday, killing 14 farmers, the police said. Residents "
    "said the attackers came on motorcycles. They burned 40 houses and stole cattle. Hundreds fled."
)
PARTIES = ("Boko Haram", "Borno state"), ("Al-Shabaab", "Gedo region")


class Watch:
    """Notes what the fields are weighed by."""

    def __init__(self) -> None:
        self.signs: list[dict[str, frozenset[str]]] = []
        self.drafts: list[Draft] = []

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        signs = FieldSigns(story, drafts)
        self.drafts = list(drafts)
        self.signs = [
            {name: frozenset((*signs.shared(n), *signs(n, name))) for name in CLAIM_FIELDS} for n in range(len(drafts))
        ]


def watched(reader: Reader, front: str = "Boko Haram", land: str = "Borno state") -> Watch:
    watch = Watch()
    reading = reader.read_text(RAID.format(front=front, land=land), published=date(2024, 6, 12))
    RuleProducer(reader.resources, weigh_fields=watch).drafts(reading)
    return watch


def test_signs_tell_how_a_field_was_got(reader: Reader) -> None:
    watch = watched(reader)
    raid = next(n for n, draft in enumerate(watch.drafts) if draft.figures and draft.sentence.index == 0)
    signs = watch.signs[raid]
    assert {"given", "back 0", "grain point", "rivals 1"} <= signs["place"]
    assert {"given", "grain day", "rivals 0", "age 3"} <= signs["time"]
    assert {"indirect", "chain 1", "rivals 0"} <= signs["sources"]
    assert {"number 1", "measure killed", "unit civilians", "rivals 0"} <= signs["figures"] | {"unit civilians"}
    burned = next(n for n, draft in enumerate(watch.drafts) if draft.sentence.index == 2)
    assert {"carried", "back 2"} <= watch.signs[burned]["place"]


_OF_ALL = ("share", "margin", "places ", "feature ", "sure", "claims ", "alike", "as most")
"""Signs that follow from the other claims, from what other models make of the names, and from the gazetteer."""


def test_other_parties_and_places_leave_the_signs_as_they_are(reader: Reader) -> None:
    """Else it would be told of one side more than of another that what is said of it is doubtful."""
    told = []
    for named in PARTIES:
        watch = watched(reader, *named)
        every = {word for signs in watch.signs for some in signs.values() for sign in some for word in _words(sign)}
        assert not every & {word for parties in PARTIES for party in parties for word in _words(party)}
        told.append(
            {
                (draft.sentence.index, draft.trigger.lemma, name): {s for s in some if not s.startswith(_OF_ALL)}
                for draft, signs in zip(watch.drafts, watch.signs, strict=True)
                for name, some in signs.items()
            }
        )
    one, other = told
    both = one.keys() & other.keys()
    assert len(both) >= 3 * len(CLAIM_FIELDS)
    assert {key: one[key] ^ other[key] for key in both if one[key] != other[key]} == {}


def _words(text: str) -> list[str]:
    return text.casefold().split()


def test_a_claim_has_the_confidence_of_each_field_and_rounded(reader: Reader) -> None:
    reading = reader.read_text(RAID.format(front="Boko Haram", land="Borno state"), published=date(2024, 6, 12))
    for claim in reading.claims:
        for _, sure in claim.field_confidence.by_field():
            assert sure is not None
            assert 0 < sure < 1
            assert sure == round(sure, 3)
        assert claim.field_confidence.least == min(sure for _, sure in claim.field_confidence.by_field() if sure)


def test_weights_of_a_folder_are_taken_and_a_table_that_lacks_is_told(reader: Reader, tmp_path: Path) -> None:
    for name in CLAIM_FIELDS:
        (tmp_path / f"{name}.csv").write_text(f"{BIAS},0\nfamily attack,-1\n", encoding="utf-8")
    reading = reader.read_text(RAID.format(front="Boko Haram", land="Borno state"), published=date(2024, 6, 12))
    drafts = RuleProducer(reader.resources, weigh_fields=LearnedFieldWeigher(tmp_path)).drafts(reading)
    assert {draft.field_confidence.place for draft in drafts} <= {0.5, 0.269}
    with pytest.raises(RulebookError, match=r"sources\.csv"):
        RuleProducer(reader.resources, weigh_fields=LearnedFieldWeigher(tmp_path / "none")).drafts(reading)
