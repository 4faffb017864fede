"""Looking for words: what is found, and that the marks stand where the words do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UsageError
from sayso.service import overview
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.sqlite import words

from .making import BY, DAY, document, read

LONG = "Nothing of note was told that day. " * 40
TEXTS = {
    "The bridge at Goma": "clash asserted Goma 3 army gunmen fought by the café\n",
    "Morning notes": f"{LONG}\nshelling denied Sake - mayor the bridges of the town, it is said, still stood\n{LONG}",
    "Evening \ue000notes": "airstrike uncertain Sumy 12 army jets bombed a Bridge\ud800 and the old bridge\0again\n",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path / "a.db", create=True) as opened:
        for n, (title, text) in enumerate(TEXTS.items()):
            report = document(text, title=title, outlet="Harbour", published=DAY + timedelta(n))
            opened.store.documents.add(read(report), read_by=BY)
        yield opened


def marked(found: Any) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def test_titles_and_texts_are_found_by_all_words(ledger: Ledger) -> None:
    hits = {hit.row.title: hit for hit in overview.search(ledger.store, "bridge").documents}
    assert set(hits) == {"The bridge at Goma", "Morning notes", "Evening \ue000notes"}
    assert (hits["The bridge at Goma"].in_title, marked(hits["The bridge at Goma"])) == (True, ["bridge"])
    assert marked(hits["Morning notes"]) == ["bridges"]
    assert marked(hits["Evening \ue000notes"]) == ["Bridge", "bridge"]
    assert [hit.row.title for hit in overview.search(ledger.store, "bridge gunmen").documents] == ["The bridge at Goma"]


def test_a_stretch_of_a_long_report_is_shown_and_says_where_it_stands(ledger: Ledger) -> None:
    (hit,) = overview.search(ledger.store, "shelling stood").documents
    text = ledger.store.documents.reading(hit.id).document.text
    assert len(hit.text) < 500 < len(text)
    assert text[hit.start : hit.start + len(hit.text)] == hit.text
    assert marked(hit) == ["shelling", "stood"]


@pytest.mark.parametrize("text", [f"mortar fire fell\n{LONG}\nmortar\n", f"{LONG}fired a mortar"])
def test_no_mark_stands_outside_the_stretch(ledger: Ledger, text: str) -> None:
    ledger.store.documents.add(read(document(text, title="Far apart")), read_by=BY)
    (hit,) = overview.search(ledger.store, "mortar").documents
    assert marked(hit) == ["mortar"]


def test_claims_are_found_by_their_sentence(ledger: Ledger) -> None:
    hits = overview.search(ledger.store, '"the old bridge"').claims
    assert [marked(hit) for hit in hits] == [["the old bridge"]]
    (claim,) = (one for one in ledger.claims() if one.claim.id == hits[0].id)
    assert (hits[0].text, hits[0].start) == (claim.words, claim.claim.sentence.start)
    assert [marked(hit) for hit in overview.search(ledger.store, "CAFE").claims] == [["café"]]
    assert [marked(hit) for hit in overview.search(ledger.store, "clash gunmen").documents] == [["clash", "gunmen"]]


def test_rejected_claims_and_older_versions_are_not_found(ledger: Ledger) -> None:
    (hit,) = overview.search(ledger.store, "café").claims
    ledger.decide("reject", [hit.id], By("Ann", "no"))
    assert overview.search(ledger.store, "café").claims == ()
    for text in ("clash asserted Goma 3 army at the pier\n", "clash asserted Goma 3 army at the harbour\n"):
        report = document(text, url="https://example.org/a", published=DAY + timedelta(9))
        ledger.store.documents.add(read(report), read_by=BY)
    assert overview.search(ledger.store, "pier") == overview.Hits(documents=(), claims=())
    assert len(overview.search(ledger.store, "harbour").documents) == 1


def test_of_very_many_the_latest_are_shown(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MANY", 1)
    found = overview.search(ledger.store, "bridge", limit=2)
    assert [hit.row.title for hit in found.documents] == ["Evening \ue000notes", "Morning notes"]


@pytest.mark.parametrize(("text", "limit"), [("…", 5), ("", 5), ("bridge", 0), ("bridge", 10_000)])
def test_what_cannot_be_looked_for_is_refused(ledger: Ledger, text: str, limit: int) -> None:
    with pytest.raises(UsageError):
        overview.search(ledger.store, text, limit)
