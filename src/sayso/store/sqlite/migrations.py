"""Migrations: the ledger's schema as numbered steps, each a small function; never edit one that has been released.

``user_version`` counts the steps a file has had, ``application_id`` marks it as a ledger. Days are integers that read
as dates (20240810), 0 where unknown, so that they sort and compare; instants are ISO 8601 in UTC. Columns whose name is
``told`` hold a packed dataclass (see ``packing``): the exact record, of which the other columns are what is searched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sayso.store.sqlite.packing import unpack_value
from sayso.store.sqlite.tracking import circles, overviews, quieter, weakest

APPLICATION_ID = 0x53_41_59_53
"""``SAYS``."""


def documents(db: sqlite3.Connection) -> None:
    """Reports with their text, the files they came from, what could not be read."""
    _run(
        db,
        """CREATE TABLE documents (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            series INTEGER NOT NULL, version INTEGER NOT NULL, current INTEGER NOT NULL,
            outlet TEXT, title TEXT, url TEXT, published INTEGER NOT NULL, language TEXT, locator TEXT,
            text_sha256 TEXT NOT NULL, original TEXT REFERENCES originals (sha256), added TEXT NOT NULL)""",
        "CREATE INDEX documents_by_url ON documents (url) WHERE url IS NOT NULL",
        "CREATE INDEX documents_by_title ON documents (title, outlet) WHERE title IS NOT NULL AND outlet IS NOT NULL",
        "CREATE INDEX documents_by_locator ON documents (locator) WHERE locator IS NOT NULL",
        "CREATE INDEX documents_by_series ON documents (series, version)",
        "CREATE INDEX documents_by_day ON documents (published) WHERE current = 1",
        "CREATE TABLE texts (document INTEGER PRIMARY KEY REFERENCES documents, text NOT NULL)",
        "CREATE TABLE originals (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID",
        """CREATE VIRTUAL TABLE document_words USING fts5 (
            title, text, content='', tokenize='porter unicode61 remove_diacritics 2')""",
        "CREATE TABLE inputs (locator TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE failures (
            n INTEGER PRIMARY KEY, locator TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
            UNIQUE (locator, reason))""",
    )


def claims(db: sqlite3.Connection) -> None:
    """Readings of documents and the claims in them, with every column that is asked for."""
    _run(
        db,
        """CREATE TABLE readings (
            n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, current INTEGER NOT NULL,
            version TEXT NOT NULL, model TEXT NOT NULL, rulebook TEXT NOT NULL, facts TEXT NOT NULL, told BLOB NOT NULL,
            at TEXT NOT NULL, UNIQUE (document, version, model, rulebook, facts))""",
        """CREATE TABLE sentences (
            n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, start INTEGER NOT NULL,
            end INTEGER NOT NULL, UNIQUE (document, start, end))""",
        """CREATE VIRTUAL TABLE sentence_words USING fts5 (
            text, content='', tokenize='porter unicode61 remove_diacritics 2')""",
        """CREATE TABLE places (
            n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT, name TEXT NOT NULL, folded TEXT NOT NULL,
            country TEXT, admin1 TEXT, lat REAL, lon REAL, precision TEXT NOT NULL)""",
        "CREATE INDEX places_by_lat ON places (lat, lon) WHERE lat IS NOT NULL",
        """CREATE TABLE claims (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL, reading INTEGER NOT NULL REFERENCES readings,
            document INTEGER NOT NULL REFERENCES documents, position INTEGER NOT NULL, current INTEGER NOT NULL,
            sentence INTEGER NOT NULL REFERENCES sentences, type TEXT NOT NULL, status TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL,
            place INTEGER REFERENCES places, country TEXT, admin1 TEXT, precision TEXT,
            voice TEXT NOT NULL, confidence REAL NOT NULL, rule TEXT NOT NULL, told BLOB NOT NULL)""",
        "CREATE INDEX claims_by_id ON claims (id)",
        "CREATE INDEX claims_by_reading ON claims (reading, position)",
        "CREATE INDEX claims_by_sentence ON claims (sentence)",
        "CREATE INDEX claims_by_day ON claims (last, first) WHERE current = 1",
        "CREATE INDEX claims_by_type ON claims (type, last, first) WHERE current = 1",
        "CREATE INDEX claims_by_status ON claims (status, last, first) WHERE current = 1",
        "CREATE INDEX claims_by_place ON claims (place, last, first) WHERE current = 1",
        "CREATE INDEX claims_by_unit ON claims (country, admin1, last, first) WHERE current = 1",
        "CREATE INDEX claims_by_country ON claims (country, last, first) WHERE current = 1",
    )


def parties(db: sqlite3.Connection) -> None:
    """Who acts, who suffers, who says it; and how many."""
    _run(
        db,
        """CREATE TABLE actors (
            n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id TEXT, side TEXT)""",
        "CREATE INDEX actors_by_id ON actors (id) WHERE id IS NOT NULL",
        "CREATE VIRTUAL TABLE actor_names USING fts5 (name, content='', tokenize='unicode61 remove_diacritics 2')",
        """CREATE TABLE claim_actors (
            actor INTEGER NOT NULL REFERENCES actors, part TEXT NOT NULL, last INTEGER NOT NULL,
            claim INTEGER NOT NULL REFERENCES claims, PRIMARY KEY (actor, part, last, claim)) WITHOUT ROWID""",
        "CREATE INDEX claim_actors_by_claim ON claim_actors (claim, part, actor)",
        """CREATE TABLE sources (
            n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id TEXT, kind TEXT NOT NULL, side TEXT,
            claims INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX sources_by_id ON sources (id) WHERE id IS NOT NULL",
        "CREATE INDEX sources_by_claims ON sources (claims)",
        "CREATE VIRTUAL TABLE source_names USING fts5 (name, content='', tokenize='unicode61 remove_diacritics 2')",
        """CREATE TABLE claim_sources (
            source INTEGER NOT NULL REFERENCES sources, last INTEGER NOT NULL,
            claim INTEGER NOT NULL REFERENCES claims, position INTEGER NOT NULL,
            PRIMARY KEY (source, last, claim)) WITHOUT ROWID""",
        "CREATE INDEX claim_sources_by_claim ON claim_sources (claim, source)",
        """CREATE TABLE figures (
            n INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claims, measure TEXT NOT NULL, unit TEXT NOT NULL,
            low REAL, high REAL, bound TEXT NOT NULL, last INTEGER NOT NULL)""",
        "CREATE INDEX figures_by_claim ON figures (claim)",
        "CREATE INDEX figures_by_measure ON figures (measure, last)",
    )


def happenings(db: sqlite3.Connection) -> None:
    """What documents tell of happenings, how far they agree, and the incidents that follow."""
    _run(
        db,
        """CREATE TABLE tellings (
            n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            document INTEGER NOT NULL REFERENCES documents, keys BLOB NOT NULL, told BLOB NOT NULL)""",
        "CREATE INDEX tellings_by_document ON tellings (document)",
        """CREATE TABLE telling_claims (
            claim INTEGER PRIMARY KEY REFERENCES claims,
            telling INTEGER NOT NULL REFERENCES tellings ON DELETE CASCADE)""",
        "CREATE INDEX telling_claims_by_telling ON telling_claims (telling)",
        """CREATE TABLE block_keys (
            key INTEGER NOT NULL, telling INTEGER NOT NULL, PRIMARY KEY (key, telling)) WITHOUT ROWID""",
        """CREATE TABLE links (
            left INTEGER NOT NULL REFERENCES tellings ON DELETE CASCADE,
            right INTEGER NOT NULL REFERENCES tellings ON DELETE CASCADE,
            score REAL NOT NULL, told BLOB NOT NULL, PRIMARY KEY (left, right)) WITHOUT ROWID""",
        "CREATE INDEX links_by_right ON links (right, left, score)",
        """CREATE TABLE incidents (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first INTEGER NOT NULL, last INTEGER NOT NULL,
            type TEXT NOT NULL, place TEXT, country TEXT, claims INTEGER NOT NULL, documents INTEGER NOT NULL,
            links BLOB NOT NULL)""",
        "CREATE INDEX incidents_by_day ON incidents (last)",
        """CREATE TABLE incident_tellings (
            telling INTEGER PRIMARY KEY REFERENCES tellings ON DELETE CASCADE,
            incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE)""",
        "CREATE INDEX incident_tellings_by_incident ON incident_tellings (incident)",
    )


def decisions(db: sqlite3.Connection) -> None:
    """People's judgements, which nothing can change or remove."""
    _run(
        db,
        """CREATE TABLE decisions (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL,
            at TEXT NOT NULL, field TEXT, value TEXT)""",
        """CREATE TABLE decision_claims (
            decision INTEGER NOT NULL REFERENCES decisions, position INTEGER NOT NULL, claim TEXT NOT NULL,
            PRIMARY KEY (decision, position)) WITHOUT ROWID""",
        "CREATE INDEX decision_claims_by_claim ON decision_claims (claim, decision)",
        """CREATE VIEW rejected AS SELECT c.claim FROM decision_claims c JOIN decisions d ON d.n = c.decision
            WHERE d.kind = 'reject' AND NOT EXISTS (
                SELECT 1 FROM decision_claims o JOIN decisions l ON l.n = o.decision
                WHERE o.claim = c.claim AND l.kind IN ('accept', 'reject') AND l.n > d.n)""",
    )
    for table in ("decisions", "decision_claims"):
        for act in ("UPDATE", "DELETE"):
            _run(
                db,
                f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
                BEGIN SELECT RAISE (ABORT, 'decisions are never changed or removed'); END""",
            )


def copies(db: sqlite3.Connection) -> None:
    """Which documents carry text of others, and the marks they are found by."""
    _run(
        db,
        """CREATE TABLE marks (
            mark INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents, PRIMARY KEY (mark, document))
            WITHOUT ROWID""",
        "CREATE TABLE marked (document INTEGER PRIMARY KEY REFERENCES documents, marks BLOB NOT NULL)",
        """CREATE TABLE copies (
            document INTEGER NOT NULL REFERENCES documents, of_document INTEGER NOT NULL REFERENCES documents,
            share REAL NOT NULL, whole INTEGER NOT NULL, PRIMARY KEY (document, of_document)) WITHOUT ROWID""",
        "CREATE INDEX copies_by_origin ON copies (of_document)",
    )


def identities(db: sqlite3.Connection) -> None:
    """Ids that incidents were given, which id answers for each, and the incident that each claim was last in."""
    _run(
        db,
        """CREATE TABLE incident_names (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, founder TEXT NOT NULL, now TEXT NOT NULL)""",
        "CREATE INDEX incident_names_by_founder ON incident_names (founder)",
        "CREATE INDEX incident_names_by_now ON incident_names (now)",
        "CREATE TABLE claim_incidents (claim TEXT PRIMARY KEY, incident TEXT NOT NULL) WITHOUT ROWID",
        """INSERT OR REPLACE INTO claim_incidents SELECT c.id, i.id FROM incidents i
            JOIN incident_tellings m ON m.incident = i.n JOIN telling_claims h ON h.telling = m.telling
            JOIN claims c ON c.n = h.claim""",
        """INSERT INTO incident_names (id, founder, now)
            SELECT incident, min(claim), incident FROM claim_incidents GROUP BY incident""",
    )


def judgements(db: sqlite3.Connection) -> None:
    """What people judged: the claim as it was read then; claims that they add; decisions that are taken back."""
    _run(
        db,
        "CREATE INDEX claims_by_document ON claims (document) WHERE current = 1",
        "ALTER TABLE readings ADD COLUMN people INTEGER NOT NULL DEFAULT 0",
        "DROP TRIGGER decision_claims_no_update",
        "ALTER TABLE decision_claims ADD COLUMN judged INTEGER REFERENCES claims",
        """UPDATE decision_claims SET judged = (
            SELECT c.n FROM claims c JOIN readings r ON r.n = c.reading JOIN decisions d ON d.n = decision
            WHERE c.id = claim ORDER BY r.at > d.at, CASE WHEN r.at > d.at THEN c.n ELSE -c.n END LIMIT 1)""",
        """CREATE TRIGGER decision_claims_no_update BEFORE UPDATE ON decision_claims
            BEGIN SELECT RAISE (ABORT, 'decisions are never changed or removed'); END""",
        "DROP VIEW rejected",
        """CREATE VIEW holding AS SELECT * FROM decisions WHERE kind <> 'undo' AND id NOT IN (
            SELECT trim(value, '"') FROM decisions WHERE kind = 'undo')""",
        """CREATE VIEW rejected AS SELECT c.claim FROM decision_claims c JOIN holding d ON d.n = c.decision
            WHERE d.kind = 'reject' AND NOT EXISTS (
                SELECT 1 FROM decision_claims o JOIN holding l ON l.n = o.decision
                WHERE o.claim = c.claim AND l.kind IN ('accept', 'reject') AND (l.at, l.n) > (d.at, d.n))""",
    )


def heirs(db: sqlite3.Connection) -> None:
    """Which incident each one was split off from, so that an id answers when its last own claims are gone."""
    _run(
        db,
        "ALTER TABLE incident_names ADD COLUMN out_of TEXT",
        "CREATE INDEX incident_names_by_out_of ON incident_names (out_of) WHERE out_of IS NOT NULL",
    )


def countings(db: sqlite3.Connection) -> None:
    """What each figure counts, and whether it is a part of another one, as its claim says."""
    _run(
        db,
        "ALTER TABLE figures ADD COLUMN counting TEXT NOT NULL DEFAULT 'new'",
        "ALTER TABLE figures ADD COLUMN part INTEGER NOT NULL DEFAULT 0",
    )
    changed = "UPDATE figures SET counting = ?, part = ? WHERE claim = ? AND measure = ? AND unit = ? AND bound = ?"
    claims = db.execute("SELECT n, told FROM claims WHERE n IN (SELECT claim FROM figures)").fetchall()
    for n, told in claims:
        for figure in unpack_value(told).get("figures", ()):
            if {"counting", "part"} & figure.keys():
                kind = figure["measure"], figure["unit"], figure["bound"]
                db.execute(changed, (figure.get("counting", "new"), figure.get("part", False), n, *kind))


def queues(db: sqlite3.Connection) -> None:
    """Claims by how doubtful they are, incidents by how far they are told, decisions by who made them."""
    _run(
        db,
        "CREATE INDEX claims_by_doubt ON claims (abs(confidence - 0.5)) WHERE current = 1",
        "CREATE INDEX incidents_by_reach ON incidents (-documents, id)",
        "CREATE INDEX decisions_by_person ON decisions (by, at)",
    )


def passages(db: sqlite3.Connection) -> None:
    """The incidents that a claim was held in before, in their order, so that an id answers that all its claims left."""
    _run(
        db,
        """CREATE TABLE passages (
            n INTEGER PRIMARY KEY, claim TEXT NOT NULL, incident TEXT NOT NULL, UNIQUE (claim, incident))""",
        "CREATE INDEX passages_by_incident ON passages (incident)",
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    documents,
    claims,
    parties,
    happenings,
    decisions,
    copies,
    identities,
    judgements,
    countings,
    heirs,
    queues,
    overviews,
    circles,
    passages,
    quieter,
    weakest,
)
"""All steps in order; a ledger whose ``user_version`` is n has had the first n."""


def migrate(db: sqlite3.Connection, done: int) -> None:
    """Take the steps after the first ``done``, inside the transaction that is open."""
    for step in MIGRATIONS[done:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _run(db: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
