"""Packing: a dataclass of the model as a few bytes that give back an equal one.

The bytes are one byte for the form (1), then JSON (field name to value; fields that hold their default are left out)
as raw deflate with a dictionary of the words that recur in every claim. What a newer sayso wrote and this one does not
know is passed over; what an older one did not know takes its default.
"""

from __future__ import annotations

import json
import sys
import types
import zlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sayso.model import Circle

__all__ = ["pack", "pack_circles", "pack_value", "unpack", "unpack_circles", "unpack_value"]

T = TypeVar("T")
_FORM = b"\x01"
_WORDS = (
    # Never edit: what is packed with it cannot be read without it. A new form takes a new first byte.
    b'"resistance""protest""sanction""threaten""demand""accuse""supply""deploy""siege""withdraw""missile-strike"'
    b'"attack-civilians""interception""displacement""evacuation""drone-strike""airstrike""bombing""capture""advance"'
    b'"shelling""damage""arrest""clash""casualties/""casualties""killed""injured""destroyed""civilians""soldiers"'
    b'"children""drones""missiles""vehicles""buildings""government""authority""armed-group""international""medical"'
    b'"witness""unnamed""military""media""according-to""quote""indirect","stance":"asserts","rule":"cues/say"'
    b',"said_earliest":"2024-","said_latest":"2024-"},"confidence":0.9,"rule":"'
    b'"day","sense":"so-far""since"}}"part-of-day""month""year","feature":"city","admin1""country","population":'
    b'{"start":1,"end":2,"text":"","rule":"gazetteer/","place":{"name":"","id":"geonames:","country":"UA","admin1":"'
    b'","lat":4,"lon":3,"precision":"point"},"near":true},"time":{"earliest":"2023-","latest":"2023-","mention":{'
    b'"text":"Monday","rule":"times/","kind":"date","value":"2025-","earliest":"2025-","latest":"2025-","grain":"'
    b'"spot":{"name":"","id":"geonames:","country":"RU","admin1":" Oblast","lat":5,"lon":3,"precision":"admin1"},'
    b'"accounts":[{"claim":"","document":"","order":1,"sentence":1,"type":"","status":"asserted","trigger":"","words":['
    b'"published":"2024-","said":"2024-","outlet":"","figures":[{"measure":"killed","unit":"people","low":1.0,'
    b'"high":1.0,"bound":"exact"},"bound":"at-least""about","start":,"end":}],"attribution":{"sources":[{"start":'
    b',"end":,"name":"","id":null,"kind":"","side":null}],"cue":{"start":,"end":},"content":[{"start":,"end":}],'
    b'"voice":"indirect"}{"id":"","type":"","status":"asserted","trigger":{"start":,"end":},"sentence":{"start":'
    b',"end":},"actors":[{"start":,"end":,"name":"","id":"","side":""}],"targets":[],"place":null,"time":null,'
    b'"figures":[],"attribution":null,"confidence":0.8,"rule":"'
)


def pack(value: Any) -> bytes:
    """The dataclass as bytes."""
    return pack_value(_plain(value))


def unpack(kind: type[T], data: bytes) -> T:
    """The dataclass of this kind that ``pack`` was given. Raises ValueError when the bytes are damaged."""
    return cast(T, _maker(cast(Any, kind))(unpack_value(data)))


def pack_value(value: Any) -> bytes:
    """Anything JSON can hold, as bytes; text with lone surrogates too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    packer = zlib.compressobj(wbits=-15, zdict=_WORDS)
    return _FORM + packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def unpack_value(data: bytes) -> Any:
    """What ``pack_value`` was given. Raises ValueError when the bytes are damaged."""
    if data[:1] != _FORM:
        raise ValueError("packed in an unknown form")
    unpacker = zlib.decompressobj(-15, zdict=_WORDS)
    try:
        text = unpacker.decompress(data[1:]) + unpacker.flush()
    except zlib.error as error:
        raise ValueError(f"damaged: {error}") from error
    if not unpacker.eof:
        raise ValueError("damaged: cut short")
    return json.loads(text.decode("utf-8", "surrogatepass"))


def pack_circles(circles: Iterable[Circle]) -> tuple[bytes, bytes]:
    """The claims of circles, and all their scores, which may be many: whole numbers of four bytes, deflated lightly."""
    given = list(circles)
    scores = array("i", (score for circle in given for score in circle.scores))
    if sys.byteorder == "big":
        scores.byteswap()
    return pack_value([list(circle.claims) for circle in given]), _FORM + zlib.compress(scores.tobytes(), 1)


def unpack_circles(claims: bytes, scores: bytes) -> list[Circle]:
    """What ``pack_circles`` was given. Raises ValueError when the bytes are damaged."""
    found = array("i")
    try:
        found.frombytes(zlib.decompress(scores[1:]))
    except zlib.error as error:
        raise ValueError(f"damaged: {error}") from error
    if sys.byteorder == "big":
        found.byteswap()
    circles, done = [], 0
    for ids in unpack_value(claims):
        pairs = len(ids) * (len(ids) - 1) // 2
        circles.append(Circle(claims=tuple(ids), scores=tuple(found[done : done + pairs])))
        done += pairs
    if done != len(found) or scores[:1] != _FORM:
        raise ValueError("damaged: circles without their scores")
    return circles


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _AS_THEY_ARE else _plain(item) for item in value]
    if kind is frozenset:
        return sorted(value)
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, str | int | float):
        return value
    found = {}
    for name, default in _stored(cast(Any, kind)):
        item = getattr(value, name)
        if default is MISSING or (item is not default and item != default):
            found[name] = item if type(item) in _AS_THEY_ARE else _plain(item)
    return found


_AS_THEY_ARE = frozenset({type(None), str, int, float, bool})


@cache
def _stored(kind: type) -> tuple[tuple[str, Any], ...]:
    """The names of the fields that are kept, with their defaults."""
    return tuple((field.name, _default(field)) for field in fields(cast(Any, kind)) if field.init)


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What turns plain JSON into a value of this type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = next(_maker(a) for a in arguments if a is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, frozenset):
        item = _maker(arguments[0])
        return lambda value: origin(map(item, value))
    if origin is Literal or kind in (str, int, bool, Any):
        return _same
    if kind is float:
        return float
    if kind in (date, datetime):
        return cast(Callable[[Any], Any], kind.fromisoformat)
    if is_dataclass(kind):
        return _dataclass_maker(kind)
    raise TypeError(f"nothing says how to unpack {kind!r}")


def _same(value: Any) -> Any:
    return value


def _dataclass_maker(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    makers: dict[str, Callable[[Any], Any]] = {name: _maker(hints[name]) for name, _ in _stored(kind)}

    def make(value: dict[str, Any]) -> Any:
        return kind(**{name: makers[name](item) for name, item in value.items() if name in makers})

    return make
