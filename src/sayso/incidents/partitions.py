"""Partitions: which keys of blocking are looked at together, so that merging can be shared out.

A key joins a day with a place (see ``blocking``). Keys of one area within one window of days fall into one bucket. A
telling is sent to every bucket that one of its keys falls into, so that windows overlap by as many days and areas as it
may be compared across; two tellings are compared in the bucket of the smallest key by which they meet, and nowhere
else. So the pairs compared are those of merging everything in one place, wherever the windows cut.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

BLOCK = 10
"""Cells of blocking along each side of an area."""
_ORIGIN = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Partition:
    """``buckets``: how many; ``days``: the length of a window."""

    buckets: int
    days: int

    def number(self, key: str) -> int:
        """A key as a whole number of 63 bits whose rest by ``buckets`` is its bucket."""
        day, area = lies(key)
        bucket = _hashed(f"{day // self.days} {area}") % self.buckets
        return _hashed(key) % ((1 << 63) // self.buckets) * self.buckets + bucket

    def bucket(self, number: int) -> int:
        """The bucket of a key's number."""
        return number % self.buckets


def lies(key: str) -> tuple[int, str]:
    """The day of a key (counted from 2000, its century left aside) and the area it lies in.

    Cells lie in a block of them; regions and countries in the country; what names no place is an area of its own.
    """
    if key[4:5] == "@" and key[:4].isdigit():
        return _day(f"{key[:4]}01"), key[4:]
    if not key[:6].isdigit():
        return 0, key
    rest = key[6:]
    kind, place = rest[:1], rest[1:]
    if kind == "f":
        lat, _, lon = place.partition(",")
        return _day(key[:6]), f"{int(lat) // BLOCK},{int(lon) // BLOCK}"
    return _day(key[:6]), place.partition("/")[0] if kind in "rRFNc" else rest


def _day(digits: str) -> int:
    return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6])).toordinal() - _ORIGIN


def _hashed(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
