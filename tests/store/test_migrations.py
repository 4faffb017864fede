"""A ledger made by an older sayso keeps what is in it: incidents by their ids, decisions by what they judged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.model import Given
from sayso.service.deciding import By
from sayso.service.gists import complete
from sayso.service.ledger import Ledger
from sayso.service.overview import facets, incident_page, map_cells
from sayso.store.filters import Filter
from sayso.store.records import ReadBy
from sayso.store.sqlite.migrations import MIGRATIONS, countings
from sayso.store.sqlite.tracking import overviews

from .making import BY, LineReader, document, read, whole, write_reports

BEFORE = 6
"""Migrations before incidents kept their ids and decisions what they judged."""
TEXT = "clash asserted Goma 3 army fought in the town\nshelling denied Sake - mayor says nothing fell\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as a sayso of that time left it: two readings of one report, one incident, three decisions."""
    now, then = tmp_path / "now.db", tmp_path / "old.db"
    with Ledger(now, create=True) as ledger:
        first = read(document(TEXT))
        ledger.store.documents.add(first, read_by=BY)
        ledger.store._db.run("UPDATE readings SET at = '2026-01-01T00:00:00+00:00'")  # type: ignore[attr-defined]
        second = replace(first, claims=tuple(replace(claim, status="uncertain") for claim in first.claims[:1]))
        ledger.store.documents.add(second, read_by=ReadBy("2.0", "model", "rules"))
        ledger.store._db.run("UPDATE readings SET at = '2026-03-01T00:00:00+00:00' WHERE current")  # type: ignore[attr-defined]
        clash, gone = (claim.id for claim in first.claims)
    with closing(sqlite3.connect(then)) as db:
        for step in MIGRATIONS[:BEFORE]:
            step(db)
        db.execute("ATTACH ? AS now", (str(now),))
        tables = ("documents", "texts", "sentences", "places", "claims", "actors", "claim_actors", "sources",
                  "claim_sources")  # fmt: skip
        for table in tables:
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM now.{table}")
        db.execute("INSERT INTO figures SELECT n, claim, measure, unit, low, high, bound, last FROM now.figures")
        db.execute("INSERT INTO readings SELECT n, document, current, version, model, rulebook, facts, told, at"
                   " FROM now.readings")  # fmt: skip
        indexes = (("document_words", "documents", "title, text"), ("sentence_words", "sentences", "text"),
                   ("actor_names", "actors", "name"), ("source_names", "sources", "name"))  # fmt: skip
        for index, table, columns in indexes:
            values = ", ".join("'x'" for _ in columns.split(","))
            db.execute(f"INSERT INTO {index} (rowid, {columns}) SELECT n, {values} FROM {table}")
        db.execute("INSERT INTO tellings VALUES (1, 't', 1, x'', (SELECT x'01' || x''))")
        db.execute("INSERT INTO telling_claims SELECT n, 1 FROM claims WHERE current = 1")
        db.execute("INSERT INTO incidents VALUES (1, '0123456789abcdef', 0, 0, 'clash', NULL, NULL, 1, 1, x'')")
        db.execute("INSERT INTO incident_tellings VALUES (1, 1)")
        for n, (kind, claim, at, field, value) in enumerate(
            (("reject", clash, "2026-02-01", None, None), ("accept", clash, "2026-04-01", None, None),
             ("edit", gone, "2025-01-01", "type", '"war"')), 1,
        ):  # fmt: skip
            row = (n, f"d{n}", kind, "Ann", "so", f"{at}T00:00:00+00:00", field, value)
            db.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            db.execute("INSERT INTO decision_claims VALUES (?, 0, ?)", (n, claim))
        db.execute(f"PRAGMA user_version = {BEFORE}")
        db.execute(f"PRAGMA application_id = {0x53415953}")
        db.commit()
    return then


def test_incidents_keep_the_ids_they_had(old: Path) -> None:
    with Ledger(old) as ledger:
        (listed,) = ledger.claims()
        assert listed.incident == "0123456789abcdef"
        given, held = ledger.store.incidents.given([listed.claim.id])
        first = frozenset({listed.claim.id})
        assert given == [Given(id=listed.incident, founder=listed.claim.id, now=listed.incident, first=first)]
        assert held == {listed.claim.id: listed.incident}
        assert ledger.store.incidents.find("0123") == {listed.incident}
        assert ledger.merge() == 1
        assert [c.incident for c in ledger.claims()] == [listed.incident]
    whole(old)


def test_old_decisions_are_held_against_what_was_read_then(old: Path) -> None:
    with Ledger(old) as ledger:
        reject, accept, edit = ledger.store.decisions.recorded()
        assert [claim.status for claim in ledger.store.decisions.judged(reject.id).values()] == ["asserted"]
        assert [claim.status for claim in ledger.store.decisions.judged(accept.id).values()] == ["uncertain"]
        assert [claim.type for claim in ledger.store.decisions.judged(edit.id).values()] == ["shelling"]
        assert not next(ledger.claims(Filter(rejected=True))).rejected
        assert [(look.decision.id, look.why) for look in ledger.review()] == [
            ("d3", "its report is read without it now"), ("d3", '"war" is no value of type'),
        ]  # fmt: skip


def test_decisions_cannot_be_changed_after_the_migration_either(old: Path) -> None:
    with Ledger(old):
        pass
    with closing(sqlite3.connect(old)) as db, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("UPDATE decision_claims SET judged = 1")


def test_what_a_figure_counts_is_known_after_the_migration(tmp_path: Path) -> None:
    """Else a running total of an older ledger would be listed, and drawn, as the toll of one event."""
    path = tmp_path / "a.db"
    with Ledger(path, create=True) as ledger:
        reading = read(document("clash asserted Goma 3 army fought in the town\n"))
        counted = tuple(
            replace(c, figures=tuple(replace(f, counting="total", part=True) for f in c.figures))
            for c in reading.claims
        )
        ledger.store.documents.add(replace(reading, claims=counted), read_by=BY)
        assert [(row.counting, row.part) for row in ledger.figures()] == [("total", True)]
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE name LIKE '%_seen'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        for table in ("revision", "changes", "circles", "passages"):
            db.execute(f"DROP TABLE {table}")
        for later in ("incident_names_by_out_of", "claims_by_doubt", "incidents_by_reach", "decisions_by_person",
                      "incidents_by_origins", "claims_by_weakest"):  # fmt: skip
            db.execute(f"DROP INDEX {later}")
        columns = ("figures.counting", "figures.part", "incident_names.out_of", "incidents.spot", "incidents.origins",
                   "incidents.told", "claims.weakest")  # fmt: skip
        for column in columns:
            db.execute("ALTER TABLE {} DROP COLUMN {}".format(*column.split(".")))
        db.execute(f"PRAGMA user_version = {MIGRATIONS.index(countings)}")
        db.commit()
    with Ledger(path) as ledger:
        assert [(row.counting, row.part) for row in ledger.figures()] == [("total", True)]
    whole(path)


def test_incidents_of_an_older_ledger_have_their_places_and_what_they_come_to(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(write_reports(tmp_path / "reports", 9), LineReader())
        before = [made(ledger.store, Filter()) for made in (map_cells, facets, incident_page)]
    with closing(sqlite3.connect(path)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE name LIKE '%_seen'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        for taken in ("TABLE revision", "TABLE changes", "TABLE circles", "TABLE passages",
                      "INDEX incidents_by_origins", "INDEX claims_by_weakest"):  # fmt: skip
            db.execute(f"DROP {taken}")
        db.execute("ALTER TABLE claims DROP COLUMN weakest")
        for column in ("spot", "origins", "told"):
            db.execute(f"ALTER TABLE incidents DROP COLUMN {column}")
        db.execute(f"PRAGMA user_version = {MIGRATIONS.index(overviews)}")
        db.commit()
    with Ledger(path) as ledger:
        assert [made(ledger.store, Filter()) for made in (map_cells, facets, incident_page)] == before
        assert complete(ledger.store) == before[2].total
        assert [made(ledger.store, Filter()) for made in (map_cells, facets, incident_page)] == before
        ledger.decide("reject", [next(ledger.claims()).claim.id], By("Ann", "no"))
        assert facets(ledger.store, Filter()).claims == before[1].claims - 1
    whole(path)
