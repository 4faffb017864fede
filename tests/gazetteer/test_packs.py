"""Place files that users bring, and packs made of them."""

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import GazetteerError
from sayso.gazetteer import Gazetteer, install, installed, read_pack, remove

HEADER = "id,name,country,lat,lon,admin1,feature,population,aliases,note\n"
GOOD = "my:1,Tall Hilltop,SD,13.5,25.1,geonames:408666,city,900,Hill Top|Top Hill,\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def pack(folder: Path, text: str, name: str = "pack.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def dump_row(number: str, name: str, others: str, kind: str, code: str, unit: str = "55", second: str = "") -> str:
    cells = [number, name, name, others, "12.5", "24.5", kind, code, "SD", "", unit, second, "", ""]
    return "\t".join([*cells, "0", "", "500", "Africa/Khartoum", "2024-01-01"]) + "\n"


DUMP = (
    dump_row("99999999", "Zzvillage", "Zzdorp,Zzville,قرية", "P", "PPL")
    + dump_row("99999998", "Zzriver", "", "H", "STM")
    + dump_row("99999997", "Zzunit", "", "A", "ADM1")
)


def test_a_table_adds_places(tmp_path: Path) -> None:
    gazetteer = Gazetteer.open((pack(tmp_path, HEADER + GOOD),))
    found = gazetteer.find("Top-Hill")[0]
    assert (found.id, found.country, found.population) == ("my:1", "SD", 900)
    unit = gazetteer.admin1(found)
    assert unit is not None
    assert unit.name == "North Darfur"


def test_a_dump_adds_settlements_and_units_only(tmp_path: Path) -> None:
    gazetteer = Gazetteer.open((pack(tmp_path, DUMP, "SD.txt"),))
    village = gazetteer.find("Zzdorp")[0]
    assert village.id == "geonames:99999999"
    assert village.admin1 == "geonames:99999997"
    assert not gazetteer.find("Zzriver")
    assert not gazetteer.find("قرية")


def test_compressed_files_are_read_as_they_are(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with zipfile.ZipFile(tmp_path / "SD.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SD.txt", DUMP)
    assert len(read_pack(tmp_path / "SD.zip", gazetteer.by_iso)) == 2
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress((HEADER + GOOD).encode()))
    assert len(read_pack(tmp_path / "t.csv.gz", gazetteer.by_iso)) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,name\nx,y\n", "country"),
        (HEADER.replace("note", "colour") + "a,b,SD,1,2,,,,,\n", "colour"),
        (HEADER + "a,b,SD,north,2,,,,,\n", "not a number"),
        (HEADER + "a,b,SD,91,2,,,,,\n", "globe"),
        (HEADER + "a,b,SD,nan,2,,,,,\n", "globe"),
        (HEADER + "a,b,XX,1,2,,,,,\n", "alpha-2"),
        (HEADER + ",b,SD,1,2,,,,,\n", "empty"),
        (HEADER + "a,b,SD,1,2,,planet,,,\n", "planet"),
        (HEADER + "a,b,SD,1,2,,city,many,,\n", "population"),
        (HEADER + "a,b,SD,1,2,,city,inf,,\n", "population"),
        (HEADER + 'a,"b\tc",SD,1,2,,,,,\n', "control character"),
        (HEADER + "a,b,SD,1,2,,,,,,extra\n", "more cells"),
        (HEADER + "a,b,SD,1\n", "not a number"),
    ],
)
def test_a_bad_row_names_its_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(GazetteerError, match=problem) as error:
        Gazetteer.open((pack(tmp_path, text),))
    assert "pack.csv:" in str(error.value)


def test_one_bad_row_does_not_lose_the_rest(tmp_path: Path, gazetteer: Gazetteer) -> None:
    problems: list[GazetteerError] = []
    text = HEADER + "a,b,SD,north,2,,,,,\n" + GOOD + "c,d,XX,1,2,,,,,\n"
    found = read_pack(pack(tmp_path, text), gazetteer.by_iso, problems.append)
    assert [entry.id for entry, _ in found] == ["my:1"]
    assert [str(p).split(":")[1] for p in problems] == ["2", "4"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("page.html", b"<p>"),
        ("bad.csv", b"\xff\xfe\x00\x01"),
        ("nul.csv", b"id,name\0,country,lat,lon\n"),
        ("bad.csv.gz", b"not gzip"),
        ("bad.zip", b"not a zip"),
        ("long.txt", b"x" * 200_000),
    ],
)
def test_a_file_that_is_no_place_file_is_an_error(
    tmp_path: Path, gazetteer: Gazetteer, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GazetteerError, match=name):
        read_pack(tmp_path / name, gazetteer.by_iso)


def test_an_installed_pack_is_found_listed_and_removed(tmp_path: Path, gazetteer: Gazetteer) -> None:
    info = install("mine", read_pack(pack(tmp_path, HEADER + GOOD), gazetteer.by_iso), ("pack.csv",))
    assert (info.name, info.places, info.files) == ("mine", 1, ("pack.csv",))
    assert installed() == (info,)
    opened = Gazetteer.open([info.path])
    assert opened.knows("tal hiltop")
    found = opened.find("Tall Hilltop")[0]
    assert found in opened.find("Top Hill")
    assert opened.by_id("my:1") == found
    assert (found.name, found.lat, found.lon, found.admin1) == ("Tall Hilltop", 13.5, 25.1, "geonames:408666")
    assert opened.added == f"+mine@{info.sha256[:8]}"
    assert remove("mine") == info
    assert installed() == ()


def test_a_pack_changes_nothing_for_a_gazetteer_opened_without_it(tmp_path: Path, gazetteer: Gazetteer) -> None:
    install("mine", read_pack(pack(tmp_path, HEADER + GOOD), gazetteer.by_iso), ())
    assert not Gazetteer.open().find("Tall Hilltop")
    assert Gazetteer.open().added == ""


def test_places_of_one_id_are_one_place_with_the_names_of_all(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = HEADER + GOOD + "my:1,High Hilltop,SD,13.5,25.1,,,,,\n"
    info = install("mine", read_pack(pack(tmp_path, text), gazetteer.by_iso), ())
    assert info.places == 1
    opened = Gazetteer.open([info.path])
    assert opened.find("Tall Hilltop") == opened.find("High Hilltop")


def test_a_village_of_a_pack_in_contested_land_carries_the_note(tmp_path: Path, gazetteer: Gazetteer) -> None:
    from sayso.mentions.places import Places
    from sayso.rules import load_rulebook
    from sayso.stage import Resources

    text = HEADER + "my:2,Zzselo,RU,45.3,34.5,geonames:703883,city,,,\n"
    info = install("mine", read_pack(pack(tmp_path, text), gazetteer.by_iso), ())
    places = Places(Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open([info.path]), model=""))
    found = places.gazetteer.find("Zzselo")[0]
    assert found.country == "UA"
    assert "68/262" in found.note


def test_installing_the_same_places_gives_the_same_bytes(tmp_path: Path, gazetteer: Gazetteer) -> None:
    found = read_pack(pack(tmp_path, HEADER + GOOD + "my:0,Zz,SD,1,2,,,,,\n"), gazetteer.by_iso)
    contents = []
    for places in (found, found[::-1]):
        info = install("mine", places, ())
        contents.append({p.name: p.read_bytes() for p in info.path.iterdir()})
    assert contents[0] == contents[1]


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 80])
def test_a_pack_cannot_be_written_outside_its_folder(gazetteer: Gazetteer, name: str) -> None:
    with pytest.raises(GazetteerError, match="no name for a pack"):
        install(name, [(gazetteer.find("Goma")[0], ())], ())


def test_a_failed_installation_leaves_the_old_pack(tmp_path: Path, gazetteer: Gazetteer) -> None:
    install("mine", read_pack(pack(tmp_path, HEADER + GOOD), gazetteer.by_iso), ())
    with pytest.raises(GazetteerError, match="no places"):
        install("mine", [], ())
    assert [info.places for info in installed()] == [1]
    assert [p.name for p in installed()[0].path.parent.iterdir()] == ["mine"]


@pytest.mark.parametrize("file", ["names.marisa", "rows.tsv", "about.json"])
def test_a_damaged_pack_says_how_to_mend_it(tmp_path: Path, gazetteer: Gazetteer, file: str) -> None:
    info = install("mine", read_pack(pack(tmp_path, HEADER + GOOD), gazetteer.by_iso), ())
    (info.path / file).write_bytes(b"damaged\n")
    with pytest.raises(GazetteerError, match="add it again"):
        Gazetteer.open([info.path]).find("Tall Hilltop")


def test_removing_what_is_not_there_says_what_is(tmp_path: Path, gazetteer: Gazetteer) -> None:
    install("mine", read_pack(pack(tmp_path, HEADER + GOOD), gazetteer.by_iso), ())
    with pytest.raises(GazetteerError, match="installed: mine"):
        remove("yours")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_odd_rows_are_reported_and_never_crash(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    for name in ("odd.csv", "odd.txt"):
        body = (HEADER if name == "odd.csv" else "") + text
        (tmp_path / name).write_bytes(body.encode("utf-8", "replace"))
        problems: list[GazetteerError] = []
        try:
            read_pack(tmp_path / name, gazetteer.by_iso, problems.append)
        except GazetteerError as error:
            problems.append(error)
        assert all(str(p).count("\n") <= text.count("\n") for p in problems)
