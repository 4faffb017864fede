"""A claim to be cited: the report's sentence, who says so, where it stands, as text, Markdown, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso import wording
from sayso.model import Document
from sayso.store.records import Listed

FORMS = ("citation", "markdown", "bibtex", "csl")
"""Forms that a reference can be written in."""
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {mark: f"\\{mark}" for mark in "&%$#_{}"}
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One claim to be cited.

    ``standing``: who stands behind it, in words ("read by machine, not verified"). ``site``: the address of the server
    ending in "/", empty where it has none that others can follow. ``on``: the day on which it is looked at.
    """

    listed: Listed
    standing: str
    site: str = ""
    on: date

    def written(self, form: str) -> str:
        """In one of FORMS. Raises KeyError for any other."""
        return {"citation": self.text, "markdown": self.markdown, "bibtex": self.bibtex, "csl": self.csl}[form]()

    def text(self) -> str:
        """A paragraph: the sentence, who says it, the report, the claim and its incident."""
        return f"“{self._quote}” ({self._said}). {self._where()}. {self._held}."

    def markdown(self) -> str:
        """The sentence as a quotation, beneath it the rest, with links."""
        document, title = self.listed.document, plain(self.listed.document.title or "")
        url = wording.visible(link_of(document))
        named = f"[“{title}”](<{url}>)" if title and url else f"“{title}”" if title else url
        outlet = plain(wording.visible(document.outlet or ""))
        where = ", ".join(filter(None, [named, outlet, _published(document), self._read(url)]))
        return f"> {plain(self._quote)}\n>\n> — {plain(self._said)}. {where}. {self._held}.\n"

    def bibtex(self) -> str:
        """An entry of BibTeX, named after the claim."""
        document, url = self.listed.document, wording.visible(link_of(self.listed.document))
        fields = {
            "title": self._title, "organization": wording.visible(document.outlet or ""),
            "year": f"{document.published:%Y}" if document.published else "",
            "month": f"{document.published.month}" if document.published else "",
            "day": f"{document.published.day}" if document.published else "",
            "url": url, "urldate": self.on.isoformat() if url else "",
            "note": f"“{self._quote}” ({self._said}). {self._held}",
        }  # fmt: skip
        lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{sayso-{self.listed.claim.id},", *lines, "}", ""])

    def csl(self) -> str:
        """An item of CSL-JSON, as reference managers import it."""
        document, url = self.listed.document, wording.visible(link_of(self.listed.document))
        item: dict[str, Any] = {"id": f"sayso-{self.listed.claim.id}", "type": "article", "title": self._title}
        if document.outlet:
            item["container-title"] = wording.visible(document.outlet)
        if document.published:
            item["issued"] = _parts(document.published)
        if url:
            item |= {"URL": url, "accessed": _parts(self.on)}
        item["note"] = f"“{self._quote}” ({self._said}). {self._held}"
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"

    @property
    def _quote(self) -> str:
        return wording.visible(self.listed.words)

    @property
    def _said(self) -> str:
        told = self.listed
        return f"{wording.saying_words(told.claim)} {' → '.join(wording.chain(told.claim, told.document))}"

    @property
    def _title(self) -> str:
        return wording.title_words(self.listed.document)

    @property
    def _held(self) -> str:
        """The claim, its address, its incident, and who stands behind it."""
        id, incident = self.listed.claim.id, self.listed.incident
        told = [f"sayso claim {id}", self.site and f"{self.site}claims/{id}", incident and f"incident {incident}"]
        return ", ".join(filter(None, [*told, self.standing]))

    def _where(self) -> str:
        document, url = self.listed.document, wording.visible(link_of(self.listed.document))
        title = f"“{wording.visible(document.title)}”" if document.title else ""
        told = [title, wording.visible(document.outlet or ""), _published(document), url + self._read(url, " ")]
        return ", ".join(filter(None, told))

    def _read(self, url: str, before: str = "") -> str:
        return f"{before}(read {self.on:%Y-%m-%d})" if url else ""


def link_of(document: Document) -> str:
    """The report's address where a browser may follow it, else nothing."""
    url = document.url or ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _published(document: Document) -> str:
    return wording.day_words(document.published) if document.published else "no date"


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def plain(text: str) -> str:
    """Text of a report that Markdown takes for nothing but text."""
    return _MARKS.sub(r"\\\1", wording.visible(text))


def _tex(text: str) -> str:
    return "".join(_TEX.get(mark, mark) for mark in text)
