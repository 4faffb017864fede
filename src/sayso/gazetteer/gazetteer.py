"""Look places up by name or id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from heapq import nsmallest
from itertools import islice
from math import log10
from pathlib import Path
from typing import Any

import marisa_trie

from sayso.errors import GazetteerError
from sayso.gazetteer.entries import FEATURES, Country, Entry
from sayso.gazetteer.folding import fold, without_article
from sayso.gazetteer.installed import Pack, PackInfo
from sayso.gazetteer.packs import read_pack
from sayso.gazetteer.spellings import respellings
from sayso.gazetteer.store import NAME_RECORD, NONE, Record, Rows
from sayso.gazetteer.villages import Villages
from sayso.model.countries import codes

DATA = Path(__file__).parent / "data"
_MOST, _BEGINNING = 150, 30_000
_BONUS = {"country": 5.0, "admin1": 1.0, "city": 0.8, "admin2": -0.8, "region": 4.0}
_LISTED = 1.5


class Gazetteer:
    """The world's settlements, first- and second-level units and countries, and what packs add.

    Built by ``Gazetteer.open()``; files are mapped into memory and rows are read when asked for. ``added``: the packs
    with the beginnings of their digests ("+villages@1f0a93bc"), empty without any.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self._rows = Rows(folder / "rows.bin")
        self._trie: Any = marisa_trie.RecordTrie(NAME_RECORD)
        try:
            self._trie.mmap(str(folder / "names.marisa"))
            facts = json.loads((folder / "manifest.json").read_text("utf-8"))["countries"]
            self._points = json.loads((folder / "parts.json").read_text("utf-8"))
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise GazetteerError(f"the gazetteer cannot be read: {error} (reinstall sayso)") from error
        self._countries = tuple(
            Country(id=f"geonames:{self._rows[n].geoname}", iso3=codes()[fact["iso2"]].iso3, **fact)
            for n, fact in zip(_countries_in_order(self._rows, len(facts)), facts, strict=True)
        )
        self._villages = Villages(folder, self._made) if (folder / "villages.bin").is_file() else None
        self._by_iso = {c.iso2: c for c in self._countries} | {c.iso3: c for c in self._countries}
        self._cache: dict[int, Entry] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._respelt: dict[str, tuple[Entry, ...]] = {}
        self._extra: dict[str, tuple[Entry, ...]] = {}
        self._extra_ids: dict[str, Entry] = {}
        self._packs: tuple[Pack, ...] = ()
        self.added = ""

    @classmethod
    def open(cls, packs: Sequence[Path] = ()) -> Gazetteer:
        """The embedded gazetteer with place packs on top.

        A pack is the folder of an installed one (see ``installed``), a CSV file or a GeoNames dump (see ``packs``).
        Raises GazetteerError when a file is missing, damaged or has a bad row.
        """
        gazetteer = cls()
        gazetteer._packs = tuple(Pack(path) for path in packs if path.is_dir())
        names = [f"+{info.name}@{info.sha256[:8]}" for info in gazetteer.packs]
        for path in packs:
            if not path.is_dir():
                gazetteer = gazetteer.extended(read_pack(path, gazetteer._by_iso))
                names.append(f"+{path.name}@{sha256(path.read_bytes()).hexdigest()[:8]}")
        gazetteer.added = "".join(names)
        return gazetteer

    @property
    def packs(self) -> tuple[PackInfo, ...]:
        """The installed packs that are searched."""
        return tuple(pack.info for pack in self._packs)

    @property
    def by_iso(self) -> Mapping[str, Country]:
        """Countries by ISO alpha-2 and alpha-3 code."""
        return self._by_iso

    def extended(self, places: Iterable[tuple[Entry, Sequence[str]]]) -> Gazetteer:
        """A gazetteer that knows these places too, each under its name and the further names given.

        A place whose id is known already replaces what was known, and keeps its old names.
        """
        grown = object.__new__(Gazetteer)
        grown.__dict__.update(self.__dict__)
        grown._found, grown._cache, grown._respelt = {}, {}, {}
        extra = {key: list(entries) for key, entries in self._extra.items()}
        grown._extra_ids = dict(self._extra_ids)
        for entry, names in places:
            grown._extra_ids[entry.id] = entry
            for key in {fold(name) for name in (entry.name, *names)} - {""}:
                extra[key] = [e for e in extra.get(key, ()) if e.id != entry.id] + [entry]
        grown._extra = {key: tuple(entries) for key, entries in extra.items()}
        return grown

    @property
    def countries(self) -> tuple[Country, ...]:
        """All countries, by ISO alpha-2 code."""
        return self._countries

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place of this name, the one most often meant first; empty when there is none.

        Case, accents, hyphens and apostrophes do not count, nor how an Arabic article is spelt.
        """
        key = fold(name)
        found = self._found.get(key)
        if found is None:
            if len(self._found) > 20_000:
                self._found.clear()
            found = self._found[key] = self._find(key)
        return found

    def _find(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        entries = list(self._extra.get(key, ()))
        if self._packs:
            ids = {e.id for e in entries}
            entries += [self._settled(e) for pack in self._packs for e in pack.find(key) if e.id not in ids]
        numbers = sorted(n for (n,) in self._trie.get(key, ()))
        if not numbers and not entries and (bare := without_article(key)) != key:
            numbers = sorted(n for (n,) in self._trie.get(bare, ()))
        entries = list({e.id: e for e in reversed(entries)}.values())
        known = {e.id for e in entries}
        for number in numbers[:_MOST]:
            entry = self._entry(number)
            if entry.id not in known:
                known.add(entry.id)
                entries.append(entry)
        return tuple(sorted(entries, key=lambda e: (-prior(e, key), e.id)))

    def respelt(self, name: str) -> tuple[Entry, ...]:
        """Places that a name may be another spelling of, fewest changes first; ``find`` knows it under no spelling."""
        key = fold(name)
        if key not in self._respelt:
            if len(self._respelt) > 5_000:
                self._respelt.clear()
            found: dict[str, Entry] = {}
            for keys in respellings(key):
                for other in keys:
                    if self.knows(other):
                        found |= {e.id: e for e in self._find(other) if e.id not in found}
                if found:
                    break
            self._respelt[key] = tuple(found.values())
        return self._respelt[key]

    def beginning(self, words: str, limit: int = 8) -> tuple[Entry, ...]:
        """Places with a name that begins so, of three letters or more: countries and units first, then the largest."""
        key = fold(words + "x")[:-1]  # the letter keeps the last word from being folded as one that is whole
        found = islice(self._trie.iteritems(key), _BEGINNING) if len(key) > 2 else ()
        return tuple(map(self._entry, nsmallest(limit, {number for _, (number,) in found})))

    def villages(self, name: str, spelt: bool = True) -> tuple[Entry, ...]:
        """Villages of this name, which ``find`` leaves out; with ``spelt`` False, of another spelling of it."""
        if self._villages is None:
            return ()
        found = self._villages.find(fold(name)) if spelt else self._villages.respelt(fold(name))
        return tuple(self.by_id(e.id) or self._settled(e) for e in found)

    def row(self, id: str | None) -> int:
        """The number of the row of a place, NONE for none."""
        number = self._rows.number(int(id.removeprefix("geonames:"))) if id else None
        return NONE if number is None else number

    def knows(self, key: str) -> bool:
        """Whether some place bears the folded name."""
        return key in self._extra or key in self._trie or any(pack.knows(key) for pack in self._packs)

    def by_id(self, id: str) -> Entry | None:
        """The place with this id, or None."""
        if id in self._extra_ids:
            return self._extra_ids[id]
        for pack in self._packs:
            if entry := pack.by_id(id):
                return self._settled(entry)
        scheme, _, number = id.partition(":")
        if scheme == "geonames" and number.isdecimal() and len(number) <= 10:
            row = self._rows.number(int(number))
            if row is not None:
                return self._entry(row)
        village = self._villages.by_id(id) if self._villages else None
        return self._settled(village) if village else None

    def country(self, code: str) -> Country | None:
        """The country with this ISO alpha-2 or alpha-3 code, or None."""
        return self._by_iso.get(code.upper())

    def country_entry(self, code: str) -> Entry | None:
        """The country with this code, as a place."""
        country = self.country(code)
        return self.by_id(country.id) if country else None

    def part(self, country: str, direction: str) -> tuple[float, float] | None:
        """A point in the part of a country (ISO alpha-2) that a direction ("northeast") names, or None."""
        found = self._points["parts"].get(country, {}).get(direction)
        return (found[0], found[1]) if found else None

    def border(self, one: str, other: str) -> tuple[float, float] | None:
        """The middle of the border of two countries (ISO alpha-2), None where they have none."""
        found = self._points["borders"].get("-".join(sorted((one, other))))
        return (found[0], found[1]) if found else None

    def admin1(self, entry: Entry) -> Entry | None:
        """The first-level unit that holds the place (the place itself when it is one), or None."""
        if entry.feature == "admin1":
            return entry
        return self.by_id(entry.admin1) if entry.admin1 else None

    def contains(self, outer: Entry, inner: Entry) -> bool:
        """Whether the outer place is a unit or country that holds the inner one; a place does not hold itself."""
        if outer.id == inner.id:
            return False
        if outer.feature == "country":
            return outer.country == inner.country
        return outer.id in (inner.admin1, inner.admin2)

    def _settled(self, entry: Entry) -> Entry:
        """A pack's place with what the rulebook says of it, or of the unit that holds it."""
        if entry.id in self._extra_ids:
            return self._extra_ids[entry.id]
        above = self._extra_ids.get(entry.admin1) if entry.admin1 else None
        return replace(entry, country=above.country, note=entry.note or above.note) if above else entry

    def _entry(self, number: int) -> Entry:
        entry = self._cache.get(number)
        if entry is None:
            if len(self._cache) > 50_000:
                self._cache.clear()
            entry = self._cache[number] = self._read(number)
        return entry

    def _read(self, number: int) -> Entry:
        row = self._rows[number]
        return self._made(row, f"geonames:{row.geoname}")

    def _made(self, row: Record, id: str) -> Entry:
        if id in self._extra_ids:
            return self._extra_ids[id]
        admin1 = None if row.admin1 == NONE else f"geonames:{self._rows[row.admin1].geoname}"
        above = self._extra_ids.get(admin1) if admin1 else None
        return Entry(
            id=id,
            name=row.name,
            feature=FEATURES[row.feature],
            country=above.country if above else self._countries[row.country].iso2,
            lat=row.lat,
            lon=row.lon,
            admin1=admin1,
            admin2=None if row.admin2 == NONE else f"geonames:{self._rows[row.admin2].geoname}",
            population=row.population,
            note=above.note if above else "",
        )


def _countries_in_order(rows: Rows, count: int) -> list[int]:
    """Row numbers of the countries in the manifest's order (rows have them by population)."""
    return sorted(range(count), key=lambda n: rows[n].country)


def prior(entry: Entry, key: str) -> float:
    """How likely the folded name means this place, before any context: size, kind, and whether it is its own name."""
    score = log10(entry.population + 10) + _BONUS[entry.feature]
    region = entry.feature == "region"
    if fold(entry.name) == key or (region and entry.rule):  # a region is listed under all its names
        score += 1.0
    return score + (_LISTED if entry.rule and not region else 0.0)


def find_rows(gazetteer: Gazetteer, name: str, limit: int = 20) -> list[dict[str, Any]]:
    """What is known under a name, ready for a table: name, id, feature, country, admin1, lat, lon, population."""
    rows = []
    for entry in {e.id: e for e in (*gazetteer.find(name), *gazetteer.villages(name))}.values():
        unit = gazetteer.admin1(entry)
        rows.append(
            {
                "name": entry.name,
                "id": entry.id,
                "feature": entry.feature,
                "country": entry.country,
                "admin1": unit.name if unit else None,
                "lat": round(entry.lat, 4),
                "lon": round(entry.lon, 4),
                "population": entry.population,
            }
        )
    return rows[:limit]
