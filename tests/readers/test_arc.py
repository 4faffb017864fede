"""ARC archives: pages as of WARC archives, and what is damaged is told without losing the rest."""

from __future__ import annotations

import gzip

from sayso.readers import MAX_BYTES

from .making import PAGE, errors, good, read_bytes

ABOUT = b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
BEGIN = b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain %d\n" % len(ABOUT) + ABOUT + b"\n"


def record(
    url: str, page: str = PAGE, *, status: str = "200 OK", kind: str = "text/html", length: int | None = None
) -> bytes:
    body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n".encode() + page.encode()
    size = len(body) if length is None else length
    return f"{url} 192.0.2.1 20080430204826 {kind} {size}\n".encode() + body + b"\n"


ONE, TWO = record("http://www.valley.example/a"), record("http://www.valley.example/b")


def test_pages_are_read_and_the_rest_is_passed_over() -> None:
    other = record("dns:www.valley.example", "x") + record("http://v.example/p.jpg", "\xff", kind="image/jpeg")
    gone = record("http://v.example/c", status="404 Not Found")
    found = good(read_bytes(BEGIN + ONE + other + gone + TWO))
    assert [(one.record, one.url, one.format) for one in found] == [
        ("record 2", "http://www.valley.example/a", "arc"), ("record 6", "http://www.valley.example/b", "arc"),
    ]  # fmt: skip
    assert found[0].outlet == "Valley Post"


def test_each_record_packed_by_itself() -> None:
    assert len(good(read_bytes(gzip.compress(BEGIN) + gzip.compress(ONE) + gzip.compress(TWO)))) == 2


def test_a_damaged_record_loses_no_other() -> None:
    found = read_bytes(
        BEGIN + b"what is this\nand this\n" + ONE + record("http://v.example/x", length=10**7) + b"x" * 50
    )
    assert errors(found) == [
        f"record 2: is no ARC record at byte {len(BEGIN)} (get the archive anew)",
        f"record 4: is cut short at byte {len(BEGIN) + 22 + len(ONE)} (get the whole file)",
    ]
    assert len([one for one in found if not isinstance(one, Exception)]) == 1


def test_too_large_a_record_is_gone_past() -> None:
    large = (
        b"http://v.example/x 192.0.2.1 20080430204826 text/html %d\n" % (MAX_BYTES + 1) + b"x" * (MAX_BYTES + 1) + b"\n"
    )
    found = read_bytes(BEGIN + large + ONE)
    assert errors(found) == ["record 2: is longer than 10 MB (split or drop it)"]
    assert len(found) == 2
