"""HXL: a row of hashtags under the header of a CSV, by which humanitarian tools know the columns (HXL 1.1).

An option and never the default, since the standard is being retired by its main host. A column without a tag has an
empty cell there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TextIO

CLAIMS = {
    "claim": "#event+id", "type": "#event+type", "status": "#event+status", "published": "#date+published",
    "earliest": "#date+occurred+start", "latest": "#date+occurred+end", "sentence": "#description",
    "country": "#country+code+v_iso2", "admin1": "#adm1+name", "place": "#loc+name", "lat": "#geo+lat",
    "lon": "#geo+lon", "precision": "#geo+precision", "actors": "#group+perp+name", "targets": "#group+target+name",
    "killed_low": "#affected+killed+min", "killed_high": "#affected+killed+max",
    "injured_low": "#affected+injured+min", "injured_high": "#affected+injured+max",
    "displaced_low": "#affected+idps+min", "displaced_high": "#affected+idps+max",
    "sources": "#meta+source", "outlet": "#meta+publisher", "url": "#meta+url", "incident": "#event+group+id",
}  # fmt: skip
"""Column of the CSV of claims to its tag."""
IDMC = {
    "id": "#event+id", "country": "#country+name", "iso3": "#country+code+v_iso3", "latitude": "#geo+lat",
    "longitude": "#geo+lon", "figure": "#affected+idps+num", "qualifier": "#indicator+qualifier",
    "displacement_type": "#event+type", "displacement_date": "#date+occurred",
    "displacement_start_date": "#date+occurred+start", "displacement_end_date": "#date+occurred+end",
    "standard_popup_text": "#description", "sources": "#meta+source", "source_url": "#meta+url",
    "locations_name": "#loc+name", "locations_accuracy": "#geo+precision", "sayso_low": "#affected+idps+min",
    "sayso_high": "#affected+idps+max",
}  # fmt: skip
"""Column of IDMC's shape to its tag."""
TAGS: Mapping[str, Mapping[str, str]] = {"csv": CLAIMS, "idmc": IDMC}
"""Form of export to the tags of its columns."""


class Tagged(io.TextIOBase):
    """A stream that puts the row of tags behind the first line of what is written, which is a CSV's header."""

    def __init__(self, out: TextIO, tags: Mapping[str, str]) -> None:
        self._out, self._tags = out, tags
        self._header: str | None = ""

    def write(self, text: str, /) -> int:
        if self._header is None:
            return self._out.write(text)
        self._header += text
        line, end, rest = self._header.partition("\n")
        if end:
            self._header = None
            self._out.write(line + end)
            columns = next(csv.reader([line]))
            csv.writer(self._out, lineterminator="\n").writerow([self._tags.get(name, "") for name in columns])
            self._out.write(rest)
        return len(text)
