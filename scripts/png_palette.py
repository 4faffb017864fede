"""A screenshot as a PNG with a palette of 256 colours: a third of the bytes, and no other program is needed."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np

_HEAD = b"\x89PNG\r\n\x1a\n"
_COLOURS = 256


def shrunk(data: bytes) -> bytes:
    """The same picture with at most 256 colours: the commonest stay as they are, others go to the nearest of them."""
    pixels = unpacked(data)
    height, width, _ = pixels.shape
    packed = pixels.astype(np.uint32)
    codes = (packed[..., 0] << 16) | (packed[..., 1] << 8) | packed[..., 2]
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = _palette(found, counts)
    colours = np.stack([(found >> 16) & 255, (found >> 8) & 255, found & 255], axis=1).astype(np.int32)
    nearest = np.concatenate([
        np.argmin(((part[:, None, :] - colours[kept][None]) ** 2).sum(axis=2), axis=1)
        for part in np.array_split(colours, max(1, len(colours) // 4000))
    ])  # fmt: skip
    indexed = nearest[places].reshape(height, width).astype(np.uint8)
    rows = np.concatenate([np.zeros((height, 1), np.uint8), indexed], axis=1)
    chunks = (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", colours[kept].astype(np.uint8).tobytes()),
        _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
        _chunk(b"IEND", b""),
    )
    return _HEAD + b"".join(chunks)


def _palette(found: Any, counts: Any) -> Any:
    """Numbers of the colours that stay: half the commonest, half the commonest of colours that differ more."""
    by_count = np.argsort(-counts, kind="stable")
    first = by_count[: _COLOURS // 2]
    seen: set[int] = {int(code) & 0xF0F0F0 for code in found[first]}
    more = []
    for place in by_count[_COLOURS // 2 :]:
        coarse = int(found[place]) & 0xF0F0F0
        if coarse not in seen and len(more) < _COLOURS - len(first):
            seen.add(coarse)
            more.append(place)
    return np.concatenate([first, np.array(more, dtype=first.dtype)])


def unpacked(data: bytes) -> Any:
    """The pixels of a PNG of 8 bits a channel that is not interlaced: height × width × 3."""
    at, body = len(_HEAD), b""
    width = height = channels = 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, bits, colour, _, _, laced = struct.unpack(">IIBBBBB", content)
            assert (bits, laced) == (8, 0), "not a plain PNG"
            channels = {2: 3, 6: 4}[colour]
        body += content if kind == b"IDAT" else b""
        at += 12 + size
    lines = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, 1 + width * channels)
    above = np.zeros((width, channels), np.uint8)
    rows = []
    for line in lines:
        above = _unfiltered(int(line[0]), line[1:].reshape(width, channels), above)
        rows.append(above)
    return np.stack(rows)[..., :3]


def _unfiltered(kind: int, row: Any, above: Any) -> Any:
    """A row without its filter (PNG, section 9)."""
    if kind == 0:
        return row.copy()
    if kind == 1:
        return np.cumsum(row, axis=0, dtype=np.uint8)
    if kind == 2:
        return row + above
    told, up = row.tolist(), above.tolist()
    left, corner = [0] * len(told[0]), [0] * len(told[0])
    for pixel, over in zip(told, up, strict=True):
        for n, value in enumerate(pixel):
            if kind == 3:
                guess = (left[n] + over[n]) // 2
            else:
                whole = left[n] + over[n] - corner[n]
                far = abs(whole - left[n]), abs(whole - over[n]), abs(whole - corner[n])
                guess = left[n] if far[0] <= far[1] and far[0] <= far[2] else over[n] if far[1] <= far[2] else corner[n]
            pixel[n] = (value + guess) & 255
        left, corner = pixel, over
    return np.array(told, np.uint8)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
