"""Word documents: what stands in them is read as it stands, what was deleted is not, and hostile ones do no harm."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest

from sayso.errors import InputError

from .making import SENTENCE, THIRD, docx, errors, good, paragraph, read_bytes, read_file

CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="y">'
    "<dc:title>{title}</dc:title>"
    "<dc:creator>Ann Poe</dc:creator><dcterms:created>2019-01-01T00:00:00Z</dcterms:created>"
    "<dcterms:modified>2024-08-12T09:00:00Z</dcterms:modified></cp:coreProperties>"
)


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def test_paragraphs_headings_and_properties(tmp_path: Path) -> None:
    body = (
        paragraph("Strike on the market", "Titel")
        + paragraph(SENTENCE)
        + paragraph("Denial", "Heading2")
        + paragraph(THIRD)
    )
    styles = '<w:styles SPACE><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
    (found,) = good(read_file(tmp_path, "a.docx", docx(body, core=CORE.format(title="Dokument1"), styles=styles)))
    assert found.text == f"Strike on the market\n\n{SENTENCE}\n\nDenial\n\n{THIRD}"
    assert [found.text[b.start : b.end] for b in found.layout] == ["Strike on the market", "Denial"]
    assert (found.title, found.byline, str(found.published), found.published_from, found.format) == (
        "Strike on the market", "Ann Poe", "2024-08-12", "metadata", "docx",
    )  # fmt: skip


def test_a_day_in_the_text_comes_before_that_of_the_file() -> None:
    body = paragraph("11 August 2024") + paragraph(SENTENCE)
    (found,) = good(read_bytes(docx(body, core=CORE.format(title=""))))
    assert (str(found.published), found.published_from) == ("2024-08-11", "dateline")


def test_a_table_is_lines_in_reading_order() -> None:
    table = f"<w:tbl>{row('Town', 'Killed', 'Injured')}{row('Jenin', '4', '12')}{row('Tulkarm', '', '7')}</w:tbl>"
    (found,) = good(read_bytes(docx(paragraph(SENTENCE) + table + paragraph(THIRD))))
    assert found.text == f"{SENTENCE}\n\nTown | Killed | Injured\nJenin | 4 | 12\nTulkarm | | 7\n\n{THIRD}"


def test_changes_as_they_were_accepted_and_no_field_codes() -> None:
    """A number that was deleted is not what the report says."""
    runs = (
        "<w:p><w:del><w:r><w:delText>Sixteen</w:delText></w:r></w:del><w:ins><w:r><w:t>Six</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve"
        "'> people were killed in the town of Oldbridge,</w:t><w:tab/><w:t>he said.</w:t><w:br/>"
        "<w:instrText>PAGE</w:instrText>"
        "<w:t>Four were hurt.</w:t></w:r></w:p>"
    )
    (found,) = good(read_bytes(docx(runs)))
    assert found.text == "Six people were killed in the town of Oldbridge,\the said.\nFour were hurt."


def test_notes_stand_at_the_end_and_strict_documents_are_read() -> None:
    notes = f"<w:footnotes SPACE><w:footnote>{paragraph('By telephone, 11 August.')}</w:footnote></w:footnotes>"
    data = docx(paragraph(SENTENCE), footnotes=notes)
    assert good(read_bytes(data))[0].text == f"{SENTENCE}\n\nBy telephone, 11 August."
    old, new = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode().replace(old, new)
    assert good(read_bytes(docx("", **{"word/document.xml": xml})))[0].text == SENTENCE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(paragraph("")), "is empty"),
        (docx("<w:p>"), "is damaged"),
        (docx("", **{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares XML entities"),
        (docx("<w:p>" * 5000 + "</w:p>" * 5000), "is damaged"),
        (docx("", **{"word/document.xml": "<a>" + " " * 60_000_000 + "</a>"}), "unpacks to more than 50 MB"),
        (docx(paragraph(SENTENCE))[:-30], "is a ZIP archive without an end"),
    ],
)
def test_what_is_damaged_or_made_to_do_harm(tmp_path: Path, data: bytes, said: str) -> None:
    start = time.monotonic()
    assert said in errors(read_file(tmp_path, "a.docx", data))[0]
    assert time.monotonic() - start < 20


def test_damage_of_any_kind(tmp_path: Path) -> None:
    chance = random.Random(3)
    data = docx(paragraph(SENTENCE) + f"<w:tbl>{row('a', 'b')}</w:tbl>", core=CORE.format(title="x"))
    for _ in range(12):
        broken = bytearray(data)
        at = chance.randrange(len(broken))
        broken[at : at + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 9))
        for one in read_file(tmp_path, "a.docx", bytes(broken)):
            assert not (isinstance(one, InputError) and ("a fault in" in str(one) or "Traceback" in str(one))), one
