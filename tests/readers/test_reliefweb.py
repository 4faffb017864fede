"""What ReliefWeb's API answers, as version 2 writes it; the reports are invented."""

from __future__ import annotations

import json

from .making import SENTENCE, good, read_bytes

ANSWER = {
    "href": "https://api.reliefweb.example/v2/reports?limit=2", "time": 12, "totalCount": 2, "count": 2,
    "data": [
        {
            "id": "4123456", "score": 1, "href": "https://api.reliefweb.example/v2/reports/4123456",
            "fields": {
                "id": 4123456, "title": "Flash Update #3", "status": "published",
                "url": "https://reliefweb.example/node/4123456",
                "body": f"## Highlights\n\n- {SENTENCE}\n- **Twelve** people fled to [Newbridge](https://n.example).",
                "body-html": f"<h2>Highlights</h2><ul><li>{SENTENCE}</li></ul>",
                "source": [{"id": 1503, "name": "UN OCHA"}, {"id": 7, "name": "Valley Relief"}],
                "date": {"original": "2026-03-11T00:00:00+00:00", "created": "2026-03-12T08:00:00+00:00"},
                "language": [{"id": 267, "name": "English", "code": "en"}], "country": [{"name": "Valley"}],
            },
        },
        {
            "id": "4123457",
            "fields": {"title": "Toll", "body": SENTENCE, "date": {"created": "2026-03-13T00:00:00+00:00"}},
        },
    ],
}  # fmt: skip


def test_reports_of_the_api() -> None:
    first, second = good(read_bytes(json.dumps(ANSWER, indent=1), keep=("fields.country.0.name",)))
    assert first.text == f"Flash Update #3\n\nHighlights\n\n{SENTENCE}\n\nTwelve people fled to Newbridge."
    assert (first.title, first.outlet, str(first.published)) == (
        "Flash Update #3",
        "UN OCHA, Valley Relief",
        "2026-03-11",
    )
    assert (first.url, first.record) == ("https://reliefweb.example/node/4123456", "data[0]")
    assert first.kept == (("id", "4123456"), ("row", "1"), ("fields.country.0.name", "Valley"))
    assert (str(second.published), second.kept) == ("2026-03-13", (("id", "4123457"), ("row", "2")))
