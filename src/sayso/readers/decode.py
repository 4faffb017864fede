"""From bytes to text: what kind of file it is, and in which encoding.

The rule, in order: a byte-order mark decides (and is dropped); else UTF-8; else, when the file has no UTF-8 sequences
at all, Windows-1252 for English text with a few typographic characters, or what charset-normalizer is sure of. A
file that mixes UTF-8 with another encoding is refused with the place of the first wrong byte: guessing would
change names.
"""

from __future__ import annotations

import codecs
import re

from sayso.errors import InputError

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF media file (WebP, WAV or AVI)"),
    (b"PK\x03\x04", "a ZIP archive or an office document (docx, odt, epub)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document (doc, xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"OggS", "an Ogg media file"),
    (b"ID3", "an MP3 file"),
    (b"PAR1", "a Parquet file"),
    (b"bplist00", "a property list or web archive"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE = "save it as UTF-8 text"
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)


def refuse_binary(name: str, data: bytes) -> None:
    """Raise InputError when the bytes are no text at all, saying what they seem to be."""
    _refuse_magic(name, data)
    if _bom(data) not in (None, "utf-8-sig"):
        return
    nul = data.find(b"\0")
    if nul >= 0:
        if _looks_utf16(data):
            raise InputError(name, "seems to be UTF-16 without a byte-order mark", _SAVE)
        raise InputError(name, f"has a NUL byte at offset {nul}: it is damaged or not text", _SAVE)
    head = data[:65_536]
    if len(_CONTROL.findall(head)) > max(8, len(head) // 50):
        raise InputError(name, "is full of control characters: it is not text", _SAVE)


def refuse_wide(name: str, head: bytes) -> None:
    """Raise InputError when a file that is read line by line is no text, or text of more than a byte a character."""
    _refuse_magic(name, head)
    if _bom(head) not in (None, "utf-8-sig") or (b"\0" in head and _looks_utf16(head)):
        raise InputError(name, "seems to be UTF-16 or UTF-32", _SAVE)


def _refuse_magic(name: str, data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(name, f"seems to be {what}, not text", _SAVE)
    if data[4:8] == b"ftyp":
        raise InputError(name, "seems to be a video or HEIC image, not text", _SAVE)


def _looks_utf16(data: bytes) -> bool:
    head = data[:4096]
    half = max(1, len(head) // 2)
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.6 * half and min(even, odd) < 0.1 * half


def is_html(name: str, data: bytes) -> bool:
    """Whether the file is an HTML page, by its name or its beginning."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    head = data[:4096]
    encoding = _bom(data)
    if encoding:
        head = head.decode(encoding, "ignore").encode("utf-8")
    return bool(_HTML_START.match(head))


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of the bytes; nothing but a byte-order mark is dropped.

    ``declared``: the encoding that the file names itself; used when the bytes are not UTF-8. Raises InputError when
    the encoding cannot be told, naming the first wrong byte's offset and line.
    """
    encoding = _bom(data)
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise InputError(name, _wrong(data, error.start, encoding.removesuffix("-sig").upper()), _SAVE) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    text = _declared(data, declared) or _single_byte(data)
    if text is None:
        raise InputError(name, _wrong(data, first, "UTF-8"), _SAVE)
    return text


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page's ``meta`` element names, or None."""
    found = _CHARSET.search(data[:8192])
    return found.group(1).decode("ascii").lower() if found else None


def _declared(data: bytes, declared: str | None) -> str | None:
    if declared in (None, "utf-8", "utf8"):
        return None
    assert declared is not None
    if declared in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        declared = "cp1252"  # as every browser does
    try:
        return data.decode(declared)
    except (UnicodeDecodeError, LookupError):
        return None


def _bom(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def _single_byte(data: bytes) -> str | None:
    if _UTF8_SEQUENCE.search(data):
        return None  # two encodings in one file
    high = len(_HIGH.findall(data))
    if high <= max(4, len(data) // 25) and not _UNDEFINED_1252.search(data):
        return data.decode("cp1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.1).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return None


def _wrong(data: bytes, offset: int, encoding: str) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"byte 0x{data[offset]:02x} at offset {offset} (line {line}) is not valid {encoding}"
