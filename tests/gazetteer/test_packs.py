"""Place packs that users add."""

from pathlib import Path

import pytest

from sayso.errors import GazetteerError
from sayso.gazetteer import Gazetteer

HEADER = "id,name,country,lat,lon,admin1,feature,population,aliases,note\n"


def pack(folder: Path, text: str, name: str = "pack.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_adds_places(tmp_path: Path) -> None:
    path = pack(tmp_path, HEADER + "my:1,Tall Hilltop,SD,13.5,25.1,geonames:408666,city,900,Hill Top|Top Hill,\n")
    gazetteer = Gazetteer.open((path,))
    found = gazetteer.find("Top-Hill")[0]
    assert (found.id, found.country, found.population) == ("my:1", "SD", 900)
    unit = gazetteer.admin1(found)
    assert unit is not None
    assert unit.name == "North Darfur"


def test_a_dump_adds_settlements_only(tmp_path: Path) -> None:
    row = [
        "99999999",
        "Zzvillage",
        "Zzvillage",
        "Zzdorp,Zzville",
        "12.5",
        "24.5",
        "P",
        "PPL",
        "SD",
        "",
        "55",
        "",
        "",
        "",
    ]
    river = ["99999998", "Zzriver", "Zzriver", "", "12.5", "24.5", "H", "STM", "SD", "", "55", "", "", ""]
    rest = ["0", "", "500", "Africa/Khartoum", "2024-01-01"]
    text = "\n".join("\t".join(r + rest) for r in (row, river)) + "\n"
    gazetteer = Gazetteer.open((pack(tmp_path, text, "SD.txt"),))
    assert gazetteer.find("Zzdorp")[0].id == "geonames:99999999"
    assert not gazetteer.find("Zzriver")


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
    ],
)
def test_a_bad_row_names_its_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(GazetteerError, match=problem) as error:
        Gazetteer.open((pack(tmp_path, text),))
    assert "pack.csv:" in str(error.value)


def test_a_missing_pack_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        Gazetteer.open((tmp_path / "none.csv",))
