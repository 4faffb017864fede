"""Files of GDELT 2.0: tabs between columns, and no line that names them.

A mention says which report speaks of which event; what the event is stands in the table of events. So a file of
mentions is read with the file of events beside it (``20250310120000.mentions.CSV``, ``20250310120000.export.CSV``); a
table in which both were joined under a line of column names, and a file of events alone, are read as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sayso.errors import InputError
from sayso.readers.records import Given, Record
from sayso.readers.source import Opened

MENTIONS = (
    "globaleventid", "eventtimedate", "mentiontimedate", "mentiontype", "mentionsourcename", "mentionidentifier",
    "sentenceid", "actor1charoffset", "actor2charoffset", "actioncharoffset", "inrawtext", "confidence",
    "mentiondoclen", "mentiondoctone", "mentiondoctranslationinfo", "extras",
)  # fmt: skip
"""The columns of a file of mentions."""
_ACTOR = (
    "code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code", "religion2code", "type1code",
    "type2code", "type3code",
)  # fmt: skip
_GEO = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")
EVENTS = (
    "globaleventid", "day", "monthyear", "year", "fractiondate",
    *(f"actor{n}{field}" for n in (1, 2) for field in _ACTOR),
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale", "nummentions",
    "numsources", "numarticles", "avgtone",
    *(f"{of}geo_{field}" for of in ("actor1", "actor2", "action") for field in _GEO), "dateadded", "sourceurl",
)  # fmt: skip
"""The columns of a file of events."""
MOST = 500_000_000
"""The largest file of events that is held in memory beside one of mentions, in bytes."""
_NEEDED = frozenset({"globaleventid", "eventcode", "actiongeo_fullname"})


def is_gdelt(columns: Iterable[str], given: Given) -> bool:
    """Whether these are the columns of GDELT's events, and the user did not say which of them hold a report's text."""
    return {name.lower() for name in columns} >= _NEEDED and not given.columns


def unnamed(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The columns that a first line of GDELT's has which names none; None where it is another table's."""
    if len(cells) == len(EVENTS) and cells[0].isdigit() and len(cells[1]) == 8 and cells[1].isdigit():
        return EVENTS
    told = cells[:3]
    if len(cells) in (len(MENTIONS) - 1, len(MENTIONS)) and all(cell.isdigit() for cell in told):
        return MENTIONS if len(told[1]) == len(told[2]) == 14 else None
    return None


def joined(opened: Opened, found: Iterable[Record | InputError]) -> Iterator[Record | InputError]:
    """The mentions, each with its event from the file beside it; those of other events are told of in one line.

    Raises InputError when there is no such file.
    """
    events = _events_beside(opened.name)
    number, lacking = 0, list[str]()
    for record in found:
        if isinstance(record, InputError):
            yield record
            continue
        number += 1
        event = events.get(record.data.partition(b"\t")[0].strip())
        if event is None:
            lacking.append(record.where)
            continue
        # A line's last columns may be empty and left out.
        mention = record.data.rstrip(b"\r\n").split(b"\t")
        mention += [b""] * (len(MENTIONS) - len(mention))
        columns = (*MENTIONS, "", *EVENTS[1:])
        about = {"columns": columns, "delimiter": "\t"}
        data = b"\t".join((*mention, event))
        yield Record(format="gdelt", path=record.path, data=data, where=record.where, about=about)
    if lacking:
        reason = f"{len(lacking):,} of {number:,} mentions are of events that the file beside it lacks"
        yield InputError(opened.name, reason, "join them with the table of events", where=lacking[0])


def _events_beside(name: str) -> dict[bytes, bytes]:
    """The lines of the file of events that belongs to this file of mentions, by their id."""
    path = Path(name)
    stem, kind, ending = path.name.rpartition(".mentions.")
    advice = "put NAME.export.CSV beside NAME.mentions.CSV, or join both tables under a line of column names"
    beside = path.with_name(f"{stem}.export.{ending}")
    if not kind or not beside.is_file():
        raise InputError(name, "is GDELT's table of mentions, which does not say what the events are", advice)
    if beside.stat().st_size > MOST:
        raise InputError(str(beside), f"is larger than {MOST // 1_000_000} MB", "split both tables by their days")
    lines = beside.read_bytes().splitlines()
    return {line.partition(b"\t")[0].strip(): line for line in lines if line.count(b"\t") == len(EVENTS) - 1}
