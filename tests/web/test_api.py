"""The API: what it lists is what the command line lists, in every form; one shape of errors; pages; ETags."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.service.exporting import FORMS
from sayso.service.ledger import Ledger
from sayso.web.api.parameters import FILTER
from sayso.web.filters import PARTS

FILTERS = [
    (), (("type", "casualties"),), (("status", "denied"), ("status", "uncertain")), (("measure", "killed"),),
    (("since", "2024-01-01"), ("until", "2024-12-31")), (("source", "ministry"),), (("text", "attack*"),),
    (("min_confidence", "0.8"), ("type", "clash"), ("type", "airstrike")), (("rejected", "1"),),
]  # fmt: skip


def said(path: Path, command: str, told: tuple[tuple[str, str], ...], form: str = "jsonl") -> str:
    """What the command line prints for a filter."""
    flags = {"rejected"}
    words = [w for name, value in told for w in (f"--{name.replace('_', '-')}", value)[: 1 if name in flags else 2]]
    run = CliRunner().invoke(main, [command, *words, "--ledger", str(path), "--limit", "0", "--format", form])
    assert run.exit_code == 0, run.output
    return run.output


def whole(client: TestClient, path: str, told: tuple[tuple[str, str], ...], limit: int = 1000) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    cursor, total = None, -1
    while True:
        query = [*told, ("limit", str(limit)), *([("cursor", cursor)] if cursor else [])]
        answer = client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["rows"]) <= limit
        rows += page["rows"]
        cursor, total = page["next"], page["total"]
        if cursor is None:
            assert len(rows) == total
            return rows


def by_text(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


@pytest.mark.parametrize("told", FILTERS, ids=str)
@pytest.mark.parametrize("what", ["claims", "sources", "figures"])
def test_rows_are_those_of_the_command_line(client: TestClient, ledger_path: Path, what: str, told: Any) -> None:
    with Ledger(ledger_path) as ledger:
        from sayso.service.deciding import By

        ledger.decide("reject", [next(ledger.claims()).claim.id], By("Ana", "no"))
    printed = [json.loads(line) for line in said(ledger_path, what, told).splitlines()]
    assert by_text(whole(client, f"/api/{what}", told)) == by_text(printed)


@pytest.mark.parametrize("told", FILTERS, ids=str)
def test_incidents_are_those_of_the_command_line_and_more(client: TestClient, ledger_path: Path, told: Any) -> None:
    printed = {
        row["id"]: row for line in said(ledger_path, "incidents", told).splitlines() if (row := json.loads(line))
    }
    rows = {row["id"]: row for row in whole(client, "/api/incidents", told)}
    assert rows.keys() == printed.keys()
    for id, row in rows.items():
        assert {key: row[key] for key in printed[id]} == printed[id]
        assert row["matching"] >= 1
        assert row["gist"]["origins"] >= 1


@pytest.mark.parametrize("what", ["claims", "sources"])
def test_csv_is_that_of_the_command_line(client: TestClient, ledger_path: Path, what: str) -> None:
    answer = client.get(f"/api/{what}?limit=1000&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    printed = said(ledger_path, what, (), "csv")
    assert sorted(answer.text.splitlines()) == sorted(printed.splitlines())


@pytest.mark.parametrize("what", ["claims", "incidents", "documents", "sources", "figures"])
def test_every_list_is_paged_without_loss_and_given_as_csv(client: TestClient, what: str) -> None:
    at_once, in_parts = (whole(client, f"/api/{what}", (), limit) for limit in (1000, 7))
    assert at_once == in_parts
    assert len(at_once) > 20
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/{what}?format=csv&limit=1000").text)))
    assert len(rows) == len(at_once)
    assert None not in rows[0], "a row has more cells than there are columns"
    first = client.get(f"/api/{what}?limit=7&type=casualties")
    link = first.headers["link"]
    assert link.endswith('; rel="next"')
    second = client.get(link[1 : link.index(">")]).json()["rows"]
    assert second == whole(client, f"/api/{what}", (("type", "casualties"),))[7:14]


def test_geojson(client: TestClient) -> None:
    for what in ("claims", "incidents"):
        asked = client.get(f"/api/{what}?limit=1000", headers={"accept": "application/geo+json"})
        assert asked.headers["content-type"] == "application/geo+json"
        found = asked.json()
        rows = whole(client, f"/api/{what}", ())
        assert [one["id"] for one in found["features"]] == [row["id"] for row in rows]
        assert any(one["geometry"] for one in found["features"])
        for one in found["features"]:
            if one["properties"]["precision"] in (None, "country", "region"):
                assert one["geometry"] is None
    assert client.get("/api/sources?format=geojson").status_code == 400


def test_one_thing_is_what_the_command_line_shows(client: TestClient, ledger_path: Path) -> None:
    for what in ("claims", "incidents", "documents"):
        id = client.get(f"/api/{what}?limit=1").json()["rows"][0]["id"]
        run = CliRunner().invoke(main, ["show", id, "--ledger", str(ledger_path), "--format", "json"])
        for told in (id, id[:10]):
            assert client.get(f"/api/{what}/{told}").json() == json.loads(run.output)


def test_counts_agree_with_lists(client: TestClient) -> None:
    claims = whole(client, "/api/claims", (("type", "casualties"),))
    facets = client.get("/api/facets?type=casualties").json()
    assert facets["claims"] == len(claims)
    assert {v["value"]: v["claims"] for v in facets["types"]}["casualties"] == len(claims)
    assert len(facets["types"]) > 1, "other types are counted as well"
    days = client.get("/api/timeline?type=casualties&bins=30").json()
    assert len(days["bins"]) <= 30
    assert sum(b["claims"] for b in days["bins"]) + days["undated"] == len(claims)
    there = client.get("/api/map?type=casualties&bounds=-180,-90,180,90&zoom=3").json()
    incidents = whole(client, "/api/incidents", (("type", "casualties"),))
    counted = sum(one["incidents"] for one in (*there["cells"], *there["areas"])) + there["unlocated"]
    assert counted == len(incidents)


def test_search(client: TestClient) -> None:
    found = client.get("/api/search", params={"text": "evacuated", "limit": "3"}).json()
    assert 0 < len(found["claims"]) <= 3
    assert all("evacuat" in one["text"].lower() for one in found["claims"])


WRONG = [
    ("/api/claims?sinc=2024-01-01", 400, "sinc"), ("/api/claims?since=tomorrowish", 400, "since"),
    ("/api/claims?type=war", 400, "type"), ("/api/claims?near=1,2", 400, ""), ("/api/claims?limit=0", 400, "limit"),
    ("/api/claims?limit=1.5", 400, "limit"), ("/api/claims?limit=many", 400, "limit"),
    ("/api/claims?limit=5&limit=6", 400, "limit"), ("/api/claims?cursor=zzz", 400, "cursor"),
    ("/api/incidents?sort=truth", 400, "sort"), ("/api/claims?format=pdf", 400, "format"),
    ("/api/claims?text=%00", 400, "NUL"), ("/api/claims?min_confidence=2", 400, "min_confidence"),
    ("/api/timeline?bins=0", 400, "bins"), ("/api/map?bounds=1,2,3", 400, "bounds"),
    ("/api/map?bounds=0,50,10,40", 400, "bounds"), ("/api/map?zoom=nan", 400, "zoom"), ("/api/search", 400, "text"),
    ("/api/claims/nothing", 404, "nothing"), ("/api/claims/%00", 404, ""), ("/api/incidents/zz", 404, "zz"),
    ("/api/exports/pdf", 404, "pdf"), ("/api/nowhere", 404, "/api/nowhere"), ("/api", 404, "/api"),
    ("/api/decisions?kind=praise", 400, "praise"), ("/api/exports/csv?source=%22", 400, "word"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "named"), WRONG, ids=str)
def test_every_error_has_one_shape_and_names_what_is_wrong(
    client: TestClient, path: str, status: int, named: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error.keys() == {"status", "code", "message", "advice"}
    assert error["status"] == status
    assert named in error["message"]


def test_other_methods_are_refused_in_the_same_shape(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/claims")
        assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method")


def test_what_is_known_is_not_sent_again(client: TestClient, ledger_path: Path) -> None:
    first = client.get("/api/claims?limit=3")
    tag = first.headers["etag"]
    for known in (tag, f'"x", {tag.removeprefix("W/")}', "*"):
        again = client.get("/api/claims?limit=3", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/claims?limit=4").headers["etag"] != tag
    with Ledger(ledger_path) as ledger:
        from sayso.service.deciding import By

        ledger.decide("reject", [first.json()["rows"][0]["id"]], By("Ana", "no"))
    after = client.get("/api/claims?limit=3", headers={"if-none-match": tag})
    assert after.status_code == 200
    assert after.json() != first.json()


def test_head_answers_everywhere(client: TestClient) -> None:
    for path in ("/api/claims", "/api/facets", "/api/openapi.json", "/api/health", "/api/exports/csv"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b"")
    assert client.head("/api/claims/nothing").status_code == 404
    assert "content-length" not in client.head("/api/exports/csv").headers


@pytest.mark.parametrize("form", [name for name, kind in FORMS.items() if kind.write])
def test_exports_are_those_of_the_command_line(client: TestClient, ledger_path: Path, form: str) -> None:
    answer = client.get(f"/api/exports/{form}?type=casualties")
    run = CliRunner().invoke(main, ["export", "--as", form, "--type", "casualties", "--ledger", str(ledger_path)])
    assert answer.text == run.stdout
    assert answer.headers["content-disposition"].startswith('attachment; filename="sayso-')


def test_the_workbook(client: TestClient) -> None:
    answer = client.get("/api/exports/xlsx")
    assert answer.content[:2] == b"PK"
    assert client.get("/api/exports/xlsx?raw=1").status_code in (200, 400)


def test_every_part_of_the_filter_is_described() -> None:
    assert {one.name for one in FILTER} == set(PARTS)
    assert all(one.about for one in FILTER)


def test_the_specification_names_only_what_there_is(client: TestClient) -> None:
    spec = client.get("/api/openapi.json").json()
    text = json.dumps(spec)
    schemas = spec["components"]["schemas"]
    for name in {part.split('"')[0].split("/")[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in schemas
    assert set(spec["paths"]) >= {f"/api/{name}" for name in ("claims", "incidents", "documents", "sources", "figures")}
    for operations in spec["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
