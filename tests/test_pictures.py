"""The pictures of the docs: few, small, all shown somewhere; the palette that keeps them small does no harm."""

from __future__ import annotations

import importlib.util
import re
import struct
import zlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))


def _palette() -> ModuleType:
    spec = importlib.util.spec_from_file_location("png_palette", ROOT / "scripts" / "png_palette.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


palette = _palette()


def test_they_are_few_and_small_and_each_is_shown():
    assert 0 < len(PICTURES) <= 10
    assert [path.name for path in PICTURES if path.stat().st_size > 150_000] == []
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = set(re.findall(r"pictures/([\w-]+\.png)", "".join(page.read_text("utf-8") for page in pages)))
    assert shown == {path.name for path in PICTURES}


def filtered(pixels: np.ndarray, kinds: list[int]) -> bytes:
    """A PNG of these pixels, each row with the filter of that number (PNG, section 9)."""
    height, width, depth = pixels.shape
    old = pixels.astype(int)
    rows = b""
    for y, kind in enumerate(kinds):
        line = bytearray()
        for x in range(width):
            for c in range(depth):
                left = old[y, x - 1, c] if x else 0
                up = old[y - 1, x, c] if y else 0
                corner = old[y - 1, x - 1, c] if x and y else 0
                whole = left + up - corner
                nearest = min((abs(whole - left), 0, left), (abs(whole - up), 1, up), (abs(whole - corner), 2, corner))[
                    2
                ]
                line.append(int(old[y, x, c] - (0, left, up, (left + up) // 2, nearest)[kind]) % 256)
        rows += bytes([kind]) + bytes(line)
    head = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[depth], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    told = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + told


@pytest.mark.parametrize("depth", [3, 4])
def test_every_filter_is_undone(depth: int):
    pixels = np.random.default_rng(7).integers(0, 256, (10, 13, depth), dtype=np.uint8)
    assert (palette.unpacked(filtered(pixels, [0, 1, 2, 3, 4, 4, 3, 2, 1, 0])) == pixels[..., :3]).all()


def test_few_colours_stay_as_they_are_and_many_come_near():
    few = np.random.default_rng(7).integers(0, 2, (40, 50, 3), dtype=np.uint8) * 200
    assert (_read(palette.shrunk(filtered(few, [0] * 40))) == few).all()
    across = np.linspace(0, 255, 64).astype(np.uint8)
    many = np.stack([np.tile(across, (32, 1)), np.tile(across[:32, None], (1, 64)), np.full((32, 64), 90)], axis=2)
    near = _read(palette.shrunk(filtered(many.astype(np.uint8), [0] * 32)))
    assert np.abs(near.astype(int) - many.astype(int)).max() <= 24


def _read(data: bytes) -> np.ndarray:
    """The pixels of a PNG with a palette whose rows have no filter."""
    width, height = struct.unpack(">II", data[16:24])
    chunks, at = {}, 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunks[kind] = data[at + 8 : at + 8 + size]
        at += 12 + size
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    return np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)[rows[:, 1:]]
