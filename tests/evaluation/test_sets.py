"""Each public set's metric, on small records of our own making: what is perfect scores 1, what is missed does not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.data import PublicSet, data_hash, f1, present, prf, read_records, share
from evaluation.errors import GoldError
from evaluation.running import Measured, Skipped, run
from evaluation.sets import SETS, case2021, gvc, muc4, plover_gsr, polnear, wikievents
from sayso.model import EVENT_TYPES
from sayso.service.reading import Reader

TEXT = "Rebels shelled the town of Sake on Monday, killing 12 people, a doctor said."
NAMED = {public.name: public for public in SETS}


def at(words: str, text: str = TEXT) -> dict[str, Any]:
    """The span of words, with keys as the sets have them."""
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def span(words: str) -> list[Any]:
    return [at(words)["start"], at(words)["end"], words]


def scores(name: str, reader: Reader, *records: dict[str, Any]) -> dict[str, float]:
    return NAMED[name].score(reader, list(records))


def test_polnear(reader: Reader) -> None:
    content = "Rebels shelled the town of Sake on Monday, killing 12 people,"
    record = {
        "text": TEXT,
        "attributions": [{"source": [span("a doctor")], "cue": [span("said")], "content": [span(content)]}],
    }
    found = scores("polnear", reader, record)
    assert [found[f"{role}_f1"] for role in (*polnear.ROLES, "attribution")] == [1, 1, 1, 1]
    missed = scores("polnear", reader, {"text": "It rained in Sake. " * 5, "attributions": record["attributions"]})
    assert missed["source_f1"] == missed["attribution_f1"] == 0


def test_polnear_spans_lose_closing_marks_only() -> None:
    assert polnear.trim('He said, "no", then', 8, 14) == (9, 13)
    assert polnear.trim("  ,", 0, 3) == (3, 3)


def test_te3(reader: Reader) -> None:
    record = {"text": TEXT, "dct": "2025-01-08", "timexes": [at("Monday") | {"type": "DATE", "value": "2025-01-06"}]}
    assert set(scores("te3", reader, record).values()) == {1.0}
    wrong = {**record, "timexes": [at("Monday") | {"type": "DATE", "value": "2025-01-13"}]}
    assert scores("te3", reader, wrong)["value_f1"] == 0
    assert scores("te3", reader, wrong)["relaxed_f1"] == 1


def test_geoparsing(reader: Reader) -> None:
    text = "The mayor of Lyon met the mayor of Marseille."
    gold = [at("Lyon", text) | {"lat": 45.75, "lon": 4.85}, at("Marseille", text) | {"lat": 43.3, "lon": 5.38}]
    assert scores("geoparsing-trnews", reader, {"text": text, "toponyms": gold})["given_25km"] == 1
    assert scores("geoparsing-trnews", reader, {"text": text, "toponyms": gold})["found_f1"] == 1
    far = [at("Lyon", text) | {"lat": 0.0, "lon": 0.0}, gold[1]]
    assert scores("geoparsing-trnews", reader, {"text": text, "toponyms": far})["given_161km"] == 0.5


def test_re3d(reader: Reader) -> None:
    text = "Hezbollah fighters attacked Israeli troops near Bint Jbeil on Monday."
    entities = [
        at("Hezbollah fighters", text) | {"type": "Organisation"},
        at("Israeli troops", text) | {"type": "Organisation"},
        at("Bint Jbeil", text) | {"type": "Location"},
        at("Monday", text) | {"type": "Temporal"},
    ]
    fight = {"type": "FightingAgainst", "source": span_of(entities[1]), "target": span_of(entities[0])}
    found = scores("re3d", reader, {"text": text, "entities": entities, "relations": [fight]})
    assert (found["actors_f1"], found["places_f1"], found["times_f1"], found["fights_f1"]) == (1, 1, 1, 1)


def span_of(entity: dict[str, Any]) -> list[Any]:
    return [entity["start"], entity["end"], entity["text"]]


def test_case2021(reader: Reader) -> None:
    right = {"text": "Fighter jets bombed the town of Sake on Monday.", "label": "AIR_STRIKE"}
    wrong = {"text": "The weather was mild in Sake.", "label": "ARREST"}
    beyond = {"text": "A flood hit Sake.", "label": "NATURAL_DISASTER"}
    found = scores("case2021", reader, right, wrong, beyond)
    assert (found["weighted_f1"], found["micro_f1"], found["any_claim"]) == (0.5, 0.5, 0.5)


def test_event_location(reader: Reader) -> None:
    record = {"text": TEXT, "verb": at("shelled"), "locations": [at("Sake")]}
    nowhere = {"text": TEXT, "verb": at("said"), "locations": []}
    found = scores("event_location", reader, record, nowhere)
    assert (found["all_f1"], found["exact"], found["none"], found["covered"]) == (1, 1, 1, 1)
    assert scores("event_location", reader, {**record, "locations": [at("Rebels")]})["all_f1"] == 0


def test_wikievents(reader: Reader) -> None:
    arguments = [at("Rebels") | {"role": "Attacker"}, at("Sake") | {"role": "Place"}]
    event = at("shelled") | {"type": "Conflict.Attack.Unspecified", "args": arguments}
    found = scores("wikievents", reader, {"text": TEXT, "events": [event]})
    assert found["classified_f1"] == 1
    assert found["roles_r"] == 1


def test_plover_gsr(reader: Reader) -> None:
    text = "Police arrested 30 protesters in Minsk on Sunday."
    spans = [at("Police", text) | {"role": "SRC"}, at("30 protesters", text) | {"role": "TAR"}]
    found = scores("plover_gsr", reader, {"text": text, "event": "COERCE", "spans": spans})
    assert (found["accuracy"], found["roles_r"]) == (1, 1)
    assert scores("plover_gsr", reader, {"text": text, "event": "CONSULT", "spans": spans})["accuracy"] == 0


def test_muc4(reader: Reader) -> None:
    text = "guerrillas kidnapped the mayor of soyapango on 3 january."
    gold = {"incident_type": "kidnapping", "PerpInd": [[["guerrillas", 0]]], "PerpOrg": [], "Target": [], "Weapon": []}
    record = {
        "simple_text": text,
        "dateline": "SAN SALVADOR, 4 JAN 90 --",
        "simple": [{**gold, "Victim": [[["mayor", 25]]]}],
    }
    found = scores("muc4", reader, record)
    assert found["type_f1"] == 1
    assert found["head_r"] >= 2 / 3
    other = {**record, "simple": [{**record["simple"][0], "incident_type": "bombing"}]}
    assert scores("muc4", reader, other)["head_f1"] == 0


def test_gvc(reader: Reader) -> None:
    text = "Two men were killed and another was wounded in Sake on Monday, police said."
    record = {"text": text, "dct": "2015-03-02", "incident": {"killed": 2, "injured": 1}}
    found = scores("gvc", reader, record)
    assert (found["exact"], found["killed_exact"], found["injured_exact"], found["killed_mae"]) == (1, 1, 1, 0)
    rainy = {"text": "It rained in Sake.", "dct": None, "incident": {"killed": 0, "injured": 0}}
    silent = {**record, "text": "Police found 2 dead dogs in Sake."}
    found = scores("gvc", reader, rainy, silent, {**record, "text": " "})
    assert (found["killed_none"], found["injured_none"], found["killed_exact"], found["killed_mae"]) == (1, 1, 0, 2)


@pytest.mark.parametrize(
    ("text", "tally", "number"),
    [
        ("Two men were killed.", 2, 2),
        ("He killed 12 people.", 12, 12),
        ("One man died. Two guns were found.", 2, None),
        ("The mayor was killed.", 1, 1),
        ("It rained.", 1, None),
        ("It rained.", 0, 0),
        ("A dog died.", 0, None),
        ("Two men were killed.", None, None),
    ],
)
def test_gvc_judges_only_what_a_report_states(text: str, tally: int | None, number: int | None) -> None:
    assert gvc.stated(text, "killed", tally) == number


def test_capitals_are_given_back_without_moving_a_letter() -> None:
    text = 'the army of el salvador killed rebels. "they fled (fmln)," said duarte.'
    cased = muc4.true_case(text, muc4.small_words())
    assert cased.lower() == text
    assert "Salvador" in cased
    assert "(FMLN)" in cased
    assert cased.startswith("The army")


def test_mappings_name_types_that_exist() -> None:
    named = {*case2021.LABELS, *case2021.RANK, *muc4.TYPES}
    named |= {t for types in (*wikievents.TYPES.values(), *plover_gsr.PLOVER.values()) for t in types}
    assert named <= set(EVENT_TYPES)


@pytest.mark.parametrize("public", SETS, ids=lambda public: public.name)
def test_no_records_give_scores_of_nothing(public: PublicSet, reader: Reader) -> None:
    found = public.score(reader, [])
    assert public.main in found
    assert set(found.values()) == {0.0}


def test_shares() -> None:
    assert (share(1, 0), f1(0, 0, 0), f1(1, 2, 2)) == (0.0, 0.0, 0.5)
    assert prf("x", 1, 2, 4) == {"x_p": 0.5, "x_r": 0.25, "x_f1": pytest.approx(1 / 3)}


def test_a_set_is_read_from_its_folder_or_skipped(tmp_path: Path, reader: Reader) -> None:
    public = NAMED["case2021"]
    assert not present(public, tmp_path)
    absent = run(reader, "case2021", corpus=lambda: tmp_path, data=tmp_path)
    assert isinstance(absent, Skipped)
    path = tmp_path / public.files[0]
    path.parent.mkdir()
    records = [
        {"text": f"Fighter jets bombed Sake on Monday, {n} people said.", "label": "AIR_STRIKE"} for n in range(9)
    ]
    path.write_bytes(gzip.compress("".join(json.dumps(record) + "\n" for record in records).encode(), mtime=0))
    measured = run(reader, "case2021", corpus=lambda: tmp_path, data=tmp_path, limit=3)
    assert isinstance(measured, Measured)
    assert (measured.key, measured.records, measured.scores["weighted_f1"]) == ("case2021/3", 3, 1.0)
    assert measured.hash == data_hash(public, tmp_path)
    assert [record["text"][36] for record in read_records(public, tmp_path, 3)] == ["0", "3", "6"]
    path.write_bytes(b"no gzip")
    with pytest.raises(GoldError, match="cannot be read"):
        read_records(public, tmp_path)
