"""ZIP and tar archives, and what is packed: all in them is read, bombs and damage are told, nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import struct
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.readers import members, zip_

from .making import APART, SENTENCE, THIRD, errors, good, one_of_each, read_bytes, read_file

FILES = one_of_each()
REPORTS = 18


def zipped(files: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **options)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def packed(files: dict[str, bytes]) -> dict[str, bytes]:
    tar = tarred(files)
    return {
        "a.zip": zipped(files), "a.tar": tar, "a.tar.gz": gzip.compress(tar), "a.tgz": gzip.compress(tar),
        "a.tar.bz2": bz2.compress(tar), "a.txz": lzma.compress(tar),
    }  # fmt: skip


@pytest.mark.parametrize("name", packed({}))
def test_every_format_in_every_archive(tmp_path: Path, name: str) -> None:
    found = good(read_file(tmp_path, name, packed(FILES)[name]))
    assert len(found) == REPORTS
    assert all(SENTENCE in one.text for one in found)
    assert [one.record for one in found][-6:-3] == ["h.json: [1]", "i.csv: line 2", "i.csv: line 3"]
    assert {one.path for one in found} == {str(tmp_path / name)}
    assert dict(found[-4].kept)["row"] == "2"


@pytest.mark.parametrize("name", packed({}))
def test_from_standard_input_too(name: str) -> None:
    assert len(good(read_bytes(packed(FILES)[name]))) == REPORTS


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_lines_in_several_streams(tmp_path: Path, pack: object) -> None:
    line = f'{{"text": "{SENTENCE}"}}\n'.encode()
    data = pack(line * 3) + pack(line * 2)  # type: ignore[operator]
    assert len(good(read_file(tmp_path, "a.jsonl.gz", data))) == 5
    assert "is cut short" in errors(read_file(tmp_path, "b.jsonl.gz", data[:-9]))[-1]
    assert errors(read_file(tmp_path, "c.jsonl.gz", data + b"hello" * 9))


def test_zstd_where_its_library_is_there(tmp_path: Path) -> None:
    zstd = pytest.importorskip("backports.zstd")
    data = zstd.compress(SENTENCE.encode())
    (found,) = good(read_file(tmp_path, "a.txt.zst", data + data))
    assert (found.text, found.format) == (SENTENCE * 2, "text")
    assert len(good(read_file(tmp_path, "a.tar.zst", zstd.compress(tarred(FILES))))) == REPORTS
    assert "is cut short" in errors(read_file(tmp_path, "b.txt.zst", data[:-5]))[0]
    bomb = zstd.compress(b" " * 50_000_000)
    assert "unpacks to more than 200 times" in errors(read_file(tmp_path, "c.jsonl.zst", bomb))[0]
    wide = zstd.compress(random.Random(1).randbytes(1000), options={zstd.CompressionParameter.window_log: 30})
    assert len(read_file(tmp_path, "d.txt.zst", wide)) == 1


def test_zstd_without_its_library_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "backports", None)
    (said,) = errors(read_file(tmp_path, "a.zst", b"(\xb5/\xfd" + bytes(20)))
    assert said == "is packed with zstd (pip install 'sayso[zstd]', or unpack it yourself)"


def test_what_is_no_report_is_passed_over_and_one_bad_member_loses_no_other(tmp_path: Path) -> None:
    files = {
        "folder/": b"", "__MACOSX/a.txt": b"x", ".hidden/a.txt": b"x", "p.jpg": b"x",
        "bad.txt": b"abc\0 and some more words",
        "a.txt": SENTENCE.encode(),
        "../../up.txt": THIRD.encode(),
    }  # fmt: skip
    before = set(tmp_path.parent.rglob("*"))
    found = read_file(tmp_path, "a.zip", zipped(files))
    assert errors(found) == ["bad.txt: has a NUL byte at offset 3: it is damaged or not text (save it as UTF-8 text)"]
    assert [one.record for one in found if not isinstance(one, InputError)] == ["a.txt", "../../up.txt"]
    assert set(tmp_path.parent.rglob("*")) - before == {tmp_path / "a.zip"}


@pytest.mark.parametrize("files", [{}, {"p.jpg": b"x"}])
def test_an_archive_without_reports_is_told(tmp_path: Path, files: dict[str, bytes]) -> None:
    for name in ("a.zip", "a.tar"):
        assert "without reports" in errors(read_file(tmp_path, name, packed(files)[name]))[0]


def test_links_and_devices_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    """A link to /etc/passwd must not be followed."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"link{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(SENTENCE)
        archive.addfile(info, io.BytesIO(SENTENCE.encode()))
    assert [one.text for one in good(read_file(tmp_path, "a.tar", out.getvalue()))] == [SENTENCE]


def test_archives_in_archives_to_a_depth(tmp_path: Path) -> None:
    data = zipped({"a.txt": SENTENCE.encode()})
    (found,) = good(read_file(tmp_path, "b.zip", zipped({"in.zip": data})))
    assert found.record == "in.zip: a.txt"
    deep = zipped({"b.tar": tarred({"c.zip": data}), "d.txt": THIRD.encode()})
    found_deep = read_file(tmp_path, "c.zip", deep)
    assert errors(found_deep) == ["b.tar: c.zip: lies in 2 archives (unpack the outer one)"]
    assert len(found_deep) == 2


def test_bombs_are_defused(tmp_path: Path) -> None:
    """Forty kilobytes that unpack to gigabytes, in one member, in many, or in one that lies in another."""
    start = time.monotonic()
    one = zipped({"a.jsonl": b" " * 60_000_000})
    assert "unpacks to more than 200 times its size" in errors(read_file(tmp_path, "a.zip", one))[0]
    many = zipped({f"{n}.txt": b"Killed. " * 1_200_000 for n in range(5)})
    assert any("unpacks to more than 200 times" in said for said in errors(read_file(tmp_path, "b.zip", many)))
    nested = zipped({f"{n}.zip": one for n in range(20)})
    assert len(errors(read_file(tmp_path, "c.zip", nested))) == 20
    tar = gzip.compress(tarred({"a.jsonl": b" " * 60_000_000}))
    assert "unpacks to more than" in errors(read_file(tmp_path, "d.tar.gz", tar))[0]
    assert "larger than 10 MB" in errors(read_file(tmp_path, "e.tar", tarred({"a.txt": b"Killed. " * 1_300_000})))[0]
    assert time.monotonic() - start < 30


def test_a_table_of_contents_that_would_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_, "MAX_DIRECTORY", 1000)
    (said,) = errors(read_file(tmp_path, "a.zip", zipped({f"{n}.txt": b"x" for n in range(100)})))
    assert "has a table of contents above" in said


def test_no_more_members_than_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_, "MAX_MEMBERS", 3)
    monkeypatch.setattr("sayso.readers.tar.MAX_MEMBERS", 3)
    files = {f"{n}.txt": SENTENCE.encode() for n in range(5)}
    for name in ("a.zip", "a.tar"):
        found = read_file(tmp_path, name, packed(files)[name])
        assert len(found) == 4
        assert f"has more than {members.MAX_MEMBERS:,} members" in errors(found)[0]


def test_an_encrypted_member_and_another_packing(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": SENTENCE.encode(), "b.txt": THIRD.encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    found = read_file(tmp_path, "a.zip", bytes(data))
    assert errors(found) == ["a.txt: is encrypted (unpack the archive yourself)"]
    data[at + 8] &= 0xFE
    data[at + 10 : at + 12] = struct.pack("<H", 99)
    assert "a.txt: cannot be unpacked" in errors(read_file(tmp_path, "b.zip", bytes(data)))[0]


def test_a_header_of_a_tar_that_claims_gigabytes(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 5_000_000_000
    (said,) = errors(read_file(tmp_path, "a.tar", info.tobuf(tarfile.GNU_FORMAT) + bytes(2000)))
    assert "a header too large" in said


@pytest.mark.parametrize("name", packed({}))
def test_cut_and_damaged_archives(tmp_path: Path, name: str) -> None:
    """Whatever the damage: reports, or errors that say what is wrong and are no fault of sayso's."""
    data = packed({k: v for k, v in FILES.items() if k not in APART})[name]
    chance = random.Random(7)
    for _ in range(40):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(broken))
            broken[at : at + chance.randint(0, 20)] = chance.randbytes(chance.randint(0, 20))
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        for one in read_file(tmp_path, name, bytes(broken)):
            assert not (isinstance(one, InputError) and "a fault in sayso" in str(one)), one


def test_office_documents_of_other_kinds_are_named(tmp_path: Path) -> None:
    sheet = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    assert "sheet, slides, a book or an OpenDocument" in errors(read_file(tmp_path, "a.xlsx", sheet))[0]


def test_a_pipe_into_an_archive(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(zipped(FILES),))
    writer.start()
    from sayso.readers import read_reports

    assert len(good(read_reports(pipe))) == REPORTS
    writer.join()
