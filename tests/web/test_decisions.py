"""The one form for decisions: what is wrong comes back with what was typed; nothing is recorded by halves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.model import Decision
from sayso.service.deciding import By
from sayso.service.ledger import Ledger
from sayso.store.filters import Filter
from sayso.web import Settings, create_app
from sayso.wording import type_words

HOME = "http://localhost:8321"


def claims(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return [one.claim.id for one in ledger.claims(Filter(), limit=6)]


def made(path: Path) -> list[Decision]:
    with Ledger(path) as ledger:
        return ledger.store.decisions.recorded()


@pytest.fixture
def ann(client: TestClient) -> TestClient:
    """A client that gave its name."""
    client.cookies.set("sayso_name", "Ann")
    return client


def test_a_name_is_asked_for_once(client: TestClient, ledger_path: Path) -> None:
    first, second, *_ = claims(ledger_path)
    sent = {"kind": "accept", "ids": first, "reason": "as it <stands>", "next": "/review"}
    assert client.get("/decisions").url.path == "/review/decisions"
    asked = client.post("/decisions", data=sent)
    assert asked.status_code == 422
    assert 'name="name"' in asked.text
    assert "as it &lt;stands&gt;" in asked.text
    assert made(ledger_path) == []
    told = client.post("/decisions", data=sent | {"name": "Zoë Ann"}, follow_redirects=False)
    assert (told.status_code, told.headers["location"]) == (303, "/review")
    assert "HttpOnly" in told.headers["set-cookie"]
    assert client.post("/decisions", data={"kind": "reject", "ids": second, "next": "/review"}).status_code == 200
    assert made(ledger_path)[0].reason == "as it <stands>"
    assert [d.by for d in made(ledger_path)] == ["Zoë Ann", "Zoë Ann"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "bless"}, "no kind of decision"),
        ({"kind": "accept"}, "nothing is named"),
        ({"kind": "accept", "ids": "ffffffffffffffff"}, "nothing in it has the id"),
        ({"kind": "edit", "ids": "CLAIM", "field": "status", "value": "perhaps"}, "is no status"),
        ({"kind": "edit", "ids": "CLAIM", "set.place": "Nowhereville-upon-Nothing"}, "no place is called"),
        ({"kind": "edit", "ids": "CLAIM", "set.time": "soon"}, "is no day"),
        ({"kind": "edit", "ids": "CLAIM", "set.nonsense": "x"}, "is no field"),
        ({"kind": "edit", "ids": "CLAIM", "set.status": "denied", "was.status": "denied"}, "nothing was changed"),
        ({"kind": "credibility", "ids": "CLAIM", "value": "9"}, "is no grade"),
        ({"kind": "reliability", "ids": "The Moon", "value": "A"}, "no claim names a source"),
        ({"kind": "merge", "ids": "CLAIM"}, "two claims or more"),
        ({"kind": "undo", "ids": "CLAIM"}, "undo takes the id of one decision"),
    ],
)
def test_what_is_wrong_is_told_with_what_was_typed(
    ann: TestClient, ledger_path: Path, sent: dict[str, str], told: str
) -> None:
    claim = claims(ledger_path)[0]
    sent = {name: value.replace("CLAIM", claim) for name, value in sent.items()}
    answer = ann.post("/decisions", data=sent | {"next": "/review", "reason": "my very own reason"})
    assert answer.status_code == 422
    assert told in answer.text
    assert "my very own reason" in answer.text
    assert made(ledger_path) == []


def test_several_fields_or_none(ann: TestClient, ledger_path: Path) -> None:
    claim = claims(ledger_path)[0]
    sent = {"kind": "edit", "ids": claim, "set.status": "denied", "set.time": "not a day", "then": "accept"}
    assert ann.post("/decisions", data=sent).status_code == 422
    assert made(ledger_path) == []
    sent |= {"set.time": "2025-03-09"}
    assert ann.post("/decisions", data=sent | {"next": "/review"}).status_code == 200
    assert sorted((d.kind, d.field) for d in made(ledger_path) if d.field) == [("edit", "status"), ("edit", "time")]
    assert made(ledger_path)[-1].kind == "accept"


def test_a_name_that_stays_keeps_what_is_known_of_it(ann: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        listed = next(one for one in ledger.claims(Filter()) if one.claim.actors and one.claim.actors[0].id)
    first = listed.claim.actors[0]
    sent = {"kind": "edit", "ids": listed.claim.id, "set.actors": f"{first.name}; someone else", "next": "/review"}
    assert ann.post("/decisions", data=sent).status_code == 200
    with Ledger(ledger_path) as ledger:
        now = ledger.store.claims.get(listed.claim.id).claim.actors
    assert [(role.name, role.id, role.side) for role in now] == [
        (first.name, first.id, first.side), ("someone else", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "onwards", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(ann: TestClient, ledger_path: Path, onwards: str) -> None:
    sent = {"kind": "accept", "ids": claims(ledger_path)[0], "next": onwards}
    answer = ann.post("/decisions", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_page_elsewhere_cannot_decide(ann: TestClient, ledger_path: Path) -> None:
    sent = {"kind": "reject", "ids": claims(ledger_path)[0], "next": "/"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site", "origin": HOME}):
        assert ann.post("/decisions", data=sent, headers=headers).status_code == 403
    assert made(ledger_path) == []


def test_what_was_decided_meanwhile_is_shown_first(ann: TestClient, ledger_path: Path) -> None:
    claim = claims(ledger_path)[0]
    page = ann.get("/review", params={"claim": claim}).text
    seen = re.findall(r'name="seen" value="(\w*)"', page)[0]
    ann.cookies.set("sayso_name", "Ben")
    ann.post("/decisions", data={"kind": "reject", "ids": claim, "seen": seen, "next": "/review"})
    ann.cookies.set("sayso_name", "Ann")
    sent = {"kind": "accept", "ids": claim, "seen": seen, "next": "/review"}
    answer = ann.post("/decisions", data=sent)
    assert answer.status_code == 409
    assert "rejected" in answer.text
    assert "Ben" in answer.text
    again = re.findall(r'name="seen" value="(\w*)"', answer.text)[0]
    assert ann.post("/decisions", data=sent | {"seen": again}).status_code == 200
    assert [(d.kind, d.by) for d in made(ledger_path)] == [("reject", "Ben"), ("accept", "Ann")]


def test_a_source_is_graded_by_its_name(ann: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        name = next(row.name for row in ledger.sources() if " " in row.name)
    sent = {"kind": "reliability", "ids": name, "value": "b", "next": "/"}
    assert ann.post("/decisions", data=sent).status_code == 200
    assert f'"source": "{name}"' in (made(ledger_path)[0].value or "")


def test_the_files_of_decisions(ann: TestClient, ledger_path: Path, tmp_path: Path) -> None:
    first, second, *_ = claims(ledger_path)
    for claim, kind in ((first, "accept"), (second, "reject")):
        ann.post("/decisions", data={"kind": kind, "ids": claim, "next": "/"})
    for form in ("csv", "jsonl"):
        answer = ann.get(f"/review/decisions.{form}")
        assert answer.headers["content-disposition"] == f'attachment; filename="decisions.{form}"'
        (tmp_path / f"d.{form}").write_bytes(answer.content)
        with Ledger(ledger_path) as ledger:
            done = ledger.decide_from(tmp_path / f"d.{form}")
        assert (len(done.recorded), done.known) == (0, 2)
    assert ann.get("/review/decisions.exe").status_code == 400


def test_decisions_that_need_a_look_are_listed(ann: TestClient, ledger_path: Path) -> None:
    claim = claims(ledger_path)[0]
    ann.post("/decisions", data={"kind": "accept", "ids": claim, "next": "/"})
    assert "Nothing needs a look" in ann.get("/review/looks").text


def test_decisions_are_listed_in_words_some_at_a_time(ann: TestClient, ledger_path: Path) -> None:
    with Ledger(ledger_path) as ledger:
        ids = [one.claim.id for one in ledger.claims(Filter(), limit=60)]
        for id in ids:
            ledger.decide("accept", [id], By("Ann", "as it stands"))
        last = ledger.store.claims.get(ids[-1]).claim
    page = ann.get("/review/decisions").text
    assert page.count("<tr>") == 51
    assert f'title="claim {ids[-1]}"><bdi>{type_words(last)}' in page
    more = re.findall(r'href="(/review/decisions\?most=\d+)"', page)[0]
    page = ann.get(more).text
    assert page.count("<tr>") == 61
    assert "Show more" not in page


def test_who_may_only_read_is_shown_no_buttons(ledger_path: Path) -> None:
    claim = claims(ledger_path)[0]
    app = create_app(Settings(ledger=ledger_path, read_only=True))
    with TestClient(app, base_url=HOME, headers={"origin": HOME}) as reading:
        for address in ("/review", f"/claims/{claim}", "/review/agreement", "/review/decisions"):
            page = reading.get(address)
            assert page.status_code == 200
            assert 'action="/decisions"' not in page.text
        assert reading.post("/decisions", data={"kind": "accept", "ids": claim, "name": "Eve"}).status_code == 403
    assert made(ledger_path) == []


def test_words_of_a_missed_claim_that_stand_twice_can_be_mended_in_the_form(client: TestClient) -> None:
    report = client.get("/api/claims?limit=1").json()["rows"][0]["document"]
    report = report["id"] if isinstance(report, dict) else report
    sent = {
        "kind": "add",
        "ids": report,
        "words": "the",
        "type": "clash",
        "name": "Ann",
        "next": f"/documents/{report}",
    }
    page = client.post("/decisions", data=sent)
    assert page.status_code == 422
    assert "give more of them, or offsets" in page.text
    assert '<textarea id="words" name="words" rows="2" dir="auto">the</textarea>' in page.text
