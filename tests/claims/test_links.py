"""The linker: takes another place, actor or target than the rules' where it is surely likelier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy
import pytest

from evaluation.networks import seal
from sayso.claims import RuleProducer
from sayso.claims.link import (
    FIELDS,
    LINKED,
    ContextWeights,
    LearnedLinker,
    Option,
    Scorer,
    Seen,
    Surroundings,
    eligible,
    options_of,
    situation_of,
)  # fmt: skip
from sayso.claims.link.linker import is_open
from sayso.claims.link.relations import Relations
from sayso.claims.records import Draft
from sayso.claims.steps import Story
from sayso.errors import ModelError
from sayso.model import Reading
from sayso.service.reading import Reader

RAID = (
    "{front} fighters raided the village of Dogo in {land} on Sunday, killing 14 farmers. Residents said the attackers "
    "came on motorcycles. They burned 40 houses and stole cattle. Hundreds fled to Maiduguri."
)
FLED = (
    "A bomb exploded at a market in Jos on Tuesday. Ten people died. Aid workers said thousands had fled the "
    "fighting in Nigeria this year."
)
PARTIES = "Boko Haram", "Al-Shabaab", "JNIM"


class Unlinked:
    """Leaves everything as the rules have it, and keeps the story."""

    story: Story

    def __call__(self, drafts: Sequence[Draft], story: Story) -> None:
        self.story = story


def read(reader: Reader, front: str = "Boko Haram", land: str = "Borno state") -> Reading:
    return reader.read_text(RAID.format(front=front, land=land), published=date(2024, 6, 12))


def drafts(reader: Reader, reading: Reading, link: object) -> dict[str, Draft]:
    made = RuleProducer(reader.resources, link=link).drafts(reading)  # type: ignore[arg-type]
    return {reading.text(draft.span): draft for draft in made}


def test_who_is_driven_out_is_no_target(reader: Reader) -> None:
    reading = reader.read_text(FLED, published=date(2024, 6, 12))
    for link in (Unlinked(), LearnedLinker()):
        assert drafts(reader, reading, link)["fled"].targets == ()


def test_a_decision_keeps_what_the_rules_had_and_names_the_runners_up(reader: Reader) -> None:
    draft = drafts(reader, reader.read_text(FLED, published=date(2024, 6, 12)), LearnedLinker())["fled"]
    decision = next(one for one in draft.decisions if one.reason.startswith(LINKED))
    assert (decision.field, [role.name for role in decision.before]) == ("targets", ["thousands"])
    assert decision.reason.startswith(f"{LINKED}: none ")
    assert "thousands 0." in decision.reason
    assert "the rules' choice 0." in decision.reason


def test_other_parties_change_nothing_but_the_names(reader: Reader) -> None:
    told = []
    for front in PARTIES:
        made = drafts(reader, read(reader, front), LearnedLinker())
        told.append([(words, d.field, _names(d.before)) for words, draft in made.items() for d in draft.decisions])
        told[-1] = [one for one in told[-1] if one[1] in ("time", "actors", "targets")]
    assert told[0] == told[1] == told[2]
    assert told[0]


def _names(value: object) -> list[str]:
    return [role.name for role in value] if isinstance(value, tuple) else []


def test_of_what_the_sentence_itself_gives_only_the_place_may_change_and_is_not_taken_away(reader: Reader) -> None:
    reading, unlinked = read(reader), Unlinked()
    raid = drafts(reader, reading, unlinked)["raided"]
    opened = [name for name in FIELDS if is_open(raid, name, unlinked.story)]
    assert opened == ["place", "targets"]  # the farmers came to the raid with its toll
    assert not eligible(Option(None, []), raid, "place")
    linked = drafts(reader, reading, LearnedLinker())["raided"]
    assert (linked.place, linked.time, linked.actors) == (raid.place, raid.time, raid.actors)


class Weighing:
    """A scorer of places that thinks the rules' place twice as likely as none, and any other too."""

    def __call__(
        self, situation: Sequence[str], options: Sequence[Sequence[str]], seen: Seen | None = None
    ) -> list[float]:
        return [0.0 if "rules'" in signs else -0.7 for signs in options]


class Doubting:
    """The same, where none is nearly as likely as the rules' place."""

    def __call__(
        self, situation: Sequence[str], options: Sequence[Sequence[str]], seen: Seen | None = None
    ) -> list[float]:
        return [0.0 if "rules'" in signs else -0.3 if "none" in signs else -0.7 for signs in options]


@pytest.mark.parametrize(("scorer", "kept"), [(Weighing(), True), (Doubting(), False)])
def test_a_place_that_only_the_context_gives_is_left_out_where_none_is_nearly_as_likely(
    reader: Reader, scorer: object, kept: bool
) -> None:
    linked = drafts(reader, read(reader), LearnedLinker(lambda field: scorer))  # type: ignore[arg-type, return-value]
    assert linked["raided"].place is not None
    assert (linked["burned"].place is not None) is kept


def test_nobody_is_both_actor_and_target(reader: Reader) -> None:
    raid = drafts(reader, read(reader), Unlinked())["raided"]
    assert raid.actors
    assert not eligible(Option(raid.actors, []), raid, "targets")
    assert eligible(Option((), []), raid, "targets")


def test_the_options_hold_the_rules_choice_and_none_once_each(reader: Reader) -> None:
    reading, unlinked = read(reader), Unlinked()
    made = list(drafts(reader, reading, unlinked).values())
    around = Surroundings(unlinked.story, made)
    for number, draft in enumerate(made):
        for name in FIELDS:
            options = options_of(draft, name, around, Relations(draft, number))
            assert [option.value for option in options if option.chosen] == [getattr(draft, name)]
            assert sum(not option.value for option in options) == 1
            assert len({option.key for option in options}) == len(options)


def test_no_sign_holds_a_name(reader: Reader) -> None:
    reading, unlinked = read(reader), Unlinked()
    made = list(drafts(reader, reading, unlinked).values())
    around = Surroundings(unlinked.story, made)
    signs = {
        sign.lower()
        for number, draft in enumerate(made)
        for name in FIELDS
        for option in options_of(draft, name, around, Relations(draft, number))
        for sign in option.signs
    }
    assert signs
    assert not [s for s in signs if any(name in s for name in ("boko", "haram", "dogo", "borno", "maiduguri"))]


def test_of_very_many_places_the_nearest_and_the_rules_own_are_looked_at(reader: Reader) -> None:
    names = (
        "Goma Bukavu Beni Bunia Kinshasa Kisangani Khartoum Omdurman Kassala Bamako Gao Timbuktu Mopti Niamey Zinder "
        "Maradi Tillaberi Ouagadougou Djibo Kano Jos Maiduguri Kaduna Lagos Abuja Mogadishu Kismayo Baidoa Aleppo "
        "Idlib Homs Hama Damascus Raqqa Mosul Baghdad Basra Kirkuk Sanaa Aden Taiz Hodeidah Marib Kabul Herat "
        "Kandahar Kunduz Jalalabad Kharkiv Odesa Kherson Mariupol Lviv Tripoli Benghazi Misrata Sirte Juba Malakal "
        "Bentiu Gaza Rafah"
    )
    text = "Shells hit Donetsk on Monday, killing nine people.\n\n"
    text += "\n\n".join(f"Rebels attacked {name} on Sunday." for name in names.split())
    unlinked = Unlinked()
    made = RuleProducer(reader.resources, link=unlinked).drafts(  # type: ignore[arg-type]
        reader.read_text(text, published=date(2024, 6, 12))
    )
    around = Surroundings(unlinked.story, made)
    assert len(around.places) > 50
    last = made[-1]
    assert last.place is not None
    near = around.places_near(last.sentence.index, around.key(last.place))
    assert around.key(last.place) in {one.key for one in near}
    assert len(near) == 48
    first = around.key(made[0].place)
    assert first not in {one.key for one in near}
    assert first in {one.key for one in around.places_near(last.sentence.index, first)}


def test_the_nearest_alike_are_those_that_a_search_in_each_direction_finds(reader: Reader) -> None:
    reading, unlinked = read(reader), Unlinked()
    made = list(drafts(reader, reading, unlinked).values())
    told = Surroundings(unlinked.story, made).told("place")
    own = [number for number, draft in enumerate(made) if draft.place_given]
    for number, draft in enumerate(made):
        found = told.nearest(number)
        before, behind = [n for n in own if n < number], [n for n in own if n > number]
        assert found.get("claim") == (told.keys[before[-1]] if before else None)
        assert found.get("claim ahead") == (told.keys[behind[0]] if behind else None)
        same = [n for n in before if made[n].type == draft.type]
        assert found.get("type") == (told.keys[same[-1]] if same else None)
        assert "place" not in found


def test_unknown_signs_weigh_nothing_and_shares_sum_to_one() -> None:
    scorer = Scorer.shipped("actors")
    scores = scorer(["no such situation"], [["no such sign"], ["nor this"], ["none"]])
    assert scores[0] == scores[1]
    assert sum(2.718281828**score for score in scores) == pytest.approx(1, abs=0.01)


def test_what_the_encoder_made_of_the_options_counts_beside_their_signs(reader: Reader) -> None:
    reading, unlinked = read(reader), Unlinked()
    made = list(drafts(reader, reading, unlinked).values())
    around = Surroundings(unlinked.story, made)
    options = options_of(made[0], "place", around, Relations(made[0], 0))
    seen = around.seen(made[0], [option.at for option in options])
    assert seen is not None
    assert len(seen.trigger) == seen.mentions.shape[1]
    assert set(seen.owner.tolist()) == {number for number, option in enumerate(options) if option.at}
    assert not options[0].at
    assert options[0].value is None
    situation, signs = situation_of(made[0], "place"), [option.signs for option in options]
    scorer = Scorer.shipped("place")
    assert scorer(situation, signs, seen) != scorer(situation, signs)


def test_an_option_that_is_named_nowhere_is_none_and_shares_sum_to_one() -> None:
    weights = ContextWeights(
        query=numpy.eye(2), key=numpy.eye(2), kinds=numpy.zeros((34, 2)), prior=numpy.zeros(2), apart=numpy.zeros(18),
        none=numpy.zeros(2), no_kinds=numpy.zeros(34),
    )  # fmt: skip
    mentions = numpy.array([[3.0, 0.0], [3.0, 0.0], [-3.0, 0.0]])
    seen = Seen(
        kind=0, trigger=numpy.array([1.0, 0.0]), mentions=mentions, owner=numpy.array([1, 1, 2]),
        apart=numpy.array([0, 17, 8]), options=4,
    )  # fmt: skip
    shares = numpy.exp(weights(seen))
    assert shares.sum() == pytest.approx(1)
    assert shares[1] > shares[0] == shares[3] > shares[2]
    assert shares[1] / shares[0] == pytest.approx(2 * numpy.exp(3 / 2**0.5))


def test_weights_that_are_missing_or_spoilt_are_told_with_their_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"place\.npz"):
        Scorer.read(tmp_path / "place.npz")
    (tmp_path / "time.npz").write_bytes(b"spoilt")
    seal(tmp_path, "for a test")
    with pytest.raises(ModelError, match=r"time\.npz"):
        Scorer.read(tmp_path / "time.npz")
    (tmp_path / "time.npz").write_bytes(b"another")
    with pytest.raises(ModelError, match=r"time\.npz: not the file that manifest\.json names"):
        Scorer.read(tmp_path / "time.npz")
