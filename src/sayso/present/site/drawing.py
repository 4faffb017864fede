"""Pictures of a site as SVG that stands in its page: a map of incidents, a time line. No script, no style attribute."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from math import cos, log1p, log2, radians
from string import ascii_lowercase, ascii_uppercase, digits

from sayso.present.html.safe import safe
from sayso.service.blurring import KM_OF_DEGREE

Line = list[tuple[float, float]]
Circle = tuple[float, float, float, int]
WIDTH = 960.0
_TALLEST = 520.0
_LEAST_DEGREES = 6.0
_CLOSE = 0.7
"""Points of an outline closer than this, in pixels, are one."""
_CELL = 26.0
_LETTER, _LINE = 7.0, 15.0
"""How wide a letter and how high a line of a name is taken to be, in pixels."""
_MOST_NAMES = 40
_LETTERS = ascii_uppercase + ascii_lowercase + digits + "-_"
_DATA = resources.files("sayso") / "web" / "static" / "map"
"""What the web app's map is drawn from."""


class View:
    """A part of the world on a picture: plate carrée, true at the middle latitude."""

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        told = list(points) or [(0.0, 0.0)]
        south, north = min(p[0] for p in told), max(p[0] for p in told)
        west, east = min(p[1] for p in told), max(p[1] for p in told)
        south, north = _wider(south, north, -85, 85)
        west, east = _wider(west, east, -180, 180)
        self.squeeze = max(cos(radians((south + north) / 2)), 0.2)
        across, up = (east - west) * self.squeeze, north - south
        self.scale = min(WIDTH / across, _TALLEST / up)
        self.height = round(min(_TALLEST, max(up * self.scale, 240)))
        middle = (south + north) / 2, (west + east) / 2
        self._top = middle[0] + self.height / 2 / self.scale
        self._left = middle[1] - WIDTH / 2 / self.scale / self.squeeze

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands, in pixels from the left and the top."""
        return (lon - self._left) * self.scale * self.squeeze, (self._top - lat) * self.scale


def _wider(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    room = max((high - low) * 0.12, (_LEAST_DEGREES - (high - low)) / 2, 0.5)
    return max(low - room, least), min(high + room, most)


def map_picture(points: Counter[tuple[float, float]], blurred: float | None) -> str:
    """A map of so many incidents at these latitudes and longitudes; empty where there are none."""
    if not points:
        return ""
    view = View(points)
    size = f"0 0 {WIDTH:.0f} {view.height}"
    told = f"Map of {sum(points.values()):,} incidents" + (f", places blurred to {blurred:g} km" if blurred else "")
    land = "".join(_path(rings, view, closed=True) for rings in _layer("countries"))
    borders = "".join(_path(lines, view, closed=False) for lines in _layer("borders"))
    disputed = "".join(_path(lines, view, closed=False) for lines in _layer("disputed"))
    circles = _circles(points, view)
    names = _labels(view, circles, towns=blurred is None)
    squares = _squares(points, view, blurred) if blurred else ()
    return f"""<svg class="map" viewBox="{size}" role="img" aria-label="{safe(told)}">
<path class="land" d="{land}"/><path class="border" d="{borders}"/><path class="disputed" d="{disputed}"/>
{"".join(squares)}{"".join(names)}{"".join(map(_mark, circles))}</svg>"""


def _labels(view: View, circles: Sequence[Circle], *, towns: bool) -> Iterator[str]:
    """Names of countries, and of ``towns``, to find one's way by; those first that are shown from farther away."""
    zoom = log2(view.scale * view.squeeze * 360 / 512) + 1
    taken = [(x, y, radius, radius) for x, y, radius, _ in circles]
    written = 0
    for kind, (name, x, y, least) in sorted(_names(), key=lambda told: told[1][3]):
        if least > zoom or written >= _MOST_NAMES or (kind == "town" and not towns):
            continue
        across, down = view.at(y, x)
        half = len(name) * _LETTER / 2
        for place in (down, down + _LINE, down - _LINE):
            inside = half < across < WIDTH - half and 14 < place < view.height - 8
            free = all(abs(across - a) > half + w or abs(place - 4 - d) > _LINE / 2 + h for a, d, w, h in taken)
            if inside and free:
                taken.append((across, place - 4, half, _LINE / 2))
                written += 1
                yield f'<text class="{kind}" x="{across:.1f}" y="{place:.1f}">{safe(name)}</text>'
                break


def _squares(points: Iterable[tuple[float, float]], view: View, km: float) -> Iterator[str]:
    """The squares that blurred points stand for, where they are large enough to be seen."""
    for lat, lon in sorted(points):
        up = km / KM_OF_DEGREE
        along = up / max(cos(radians(lat)), 0.01)
        (left, top), (right, bottom) = view.at(lat + up, lon - along), view.at(lat - up, lon + along)
        if right - left > _CLOSE * 8:
            size = f'width="{right - left:.1f}" height="{bottom - top:.1f}"'
            yield f'<rect class="square" x="{left:.1f}" y="{top:.1f}" {size}/>'


@cache
def _names() -> tuple[tuple[str, tuple[str, float, float, float]], ...]:
    """``country`` or ``town``, and the name, longitude, latitude and zoom from which it is shown."""
    scale, _, _ = _world()
    data = json.loads((_DATA / "places.json").read_text("utf-8"))
    return tuple(
        (kind, (name, x / scale, y / scale, least))
        for kind, rows in (("country", data["countries"]), ("town", data["towns"]))
        for name, x, y, least in rows
    )


def _circles(points: Counter[tuple[float, float]], view: View) -> list[Circle]:
    """A circle for the incidents of each cell of the picture: its middle, its radius, how many they are."""
    cells: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
    for (lat, lon), count in sorted(points.items()):
        x, y = view.at(lat, lon)
        cells.setdefault((int(x // _CELL), int(y // _CELL)), []).append((x, y, count))
    made = []
    for held in cells.values():
        count = sum(n for _, _, n in held)
        x, y = (sum(p[axis] * p[2] for p in held) / count for axis in (0, 1))
        made.append((x, y, min(4 + 2.6 * log1p(count), 22.0), count))
    return made


def _mark(circle: Circle) -> str:
    """A circle, with its number where it stands for several incidents."""
    x, y, radius, count = circle
    drawn = f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    return f'{drawn}<text class="count" x="{x:.1f}" y="{y + 3.6:.1f}">{count}</text>' if count > 1 else drawn


@cache
def _world() -> tuple[float, list[Line], dict[str, list[list[int]]]]:
    """The map's data of Natural Earth: arcs in degrees, and for each layer lines as numbers of arcs."""
    data = json.loads((_DATA / "world.json").read_text("utf-8"))
    scale, arcs = float(data["scale"]), []
    for told in data["arcs"]:
        steps = _steps(told)
        xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
        arcs.append([(y / scale, x / scale) for x, y in zip(xs, ys, strict=True)])
    layers = {
        name: [path for _, parts in data["layers"][name] for part in parts for path in part]
        for name in ("countries", "borders", "disputed")
    }
    return scale, arcs, layers


def _steps(told: str) -> list[int]:
    """The numbers that ``scripts/map_shapes.py`` wrote as text."""
    found, value, shift = [], 0, 0
    for letter in told:
        digit = _LETTERS.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value >> 1 ^ -(value & 1))
            value = shift = 0
    return found


def _layer(name: str) -> Iterator[Line]:
    _, arcs, layers = _world()
    for path in layers[name]:
        line: Line = []
        for number in path:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            line += arc[1:] if line else arc
        yield line


def _path(line: Line, view: View, *, closed: bool) -> str:
    drawn = [view.at(lat, lon) for lat, lon in line]
    if not _seen(drawn, view):
        return ""
    pieces = [_inside(drawn, view)] if closed else list(_stretches(drawn, view))
    return "".join(_told(piece, closed) for piece in pieces if len(piece) > (2 if closed else 1))


def _seen(drawn: Line, view: View) -> bool:
    xs, ys = [p[0] for p in drawn], [p[1] for p in drawn]
    return max(xs) >= 0 and min(xs) <= WIDTH and max(ys) >= 0 and min(ys) <= view.height


def _told(drawn: Line, closed: bool) -> str:
    kept = [drawn[0]]
    for point in drawn[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _CLOSE:
            kept.append(point)
    if len(kept) < 2:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if closed else "")


def _stretches(drawn: Line, view: View) -> Iterator[Line]:
    """The stretches of a line that are on the picture, each with the points just outside."""
    piece: Line = []
    for one, other in pairwise(drawn):
        if _seen([one, other], view):
            piece = piece or [one]
            piece.append(other)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _inside(ring: Line, view: View) -> Line:
    """A ring cut to the picture and a little more (Sutherland and Hodgman's way), so that no edge of the cut shows."""
    room = 8.0
    for axis, bound, sign in ((0, -room, 1), (0, WIDTH + room, -1), (1, -room, 1), (1, view.height + room, -1)):
        cut: Line = []
        for one, other in zip([*ring[-1:], *ring], ring, strict=False):
            inside, was = sign * (other[axis] - bound) >= 0, sign * (one[axis] - bound) >= 0
            if inside != was:
                share = (bound - one[axis]) / (other[axis] - one[axis])
                cut.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
            if inside:
                cut.append(other)
        ring = cut
    return ring


def time_picture(months: Sequence[tuple[str, int]]) -> str:
    """Bars of so many incidents a month, in order, months between them without any left out only by being empty."""
    if len(months) < 2:
        return ""
    most, height, wide = max(count for _, count in months), 96.0, WIDTH / len(months)
    bars = "".join(
        f'<rect class="bar" x="{n * wide:.1f}" y="{height - height * count / most:.1f}"'
        f' width="{max(wide - 1, 0.6):.1f}" height="{height * count / most:.1f}"/>'
        for n, (_, count) in enumerate(months) if count
    )  # fmt: skip
    first, last = months[0][0], months[-1][0]
    told = f"Incidents by month from {first} to {last}, at most {most:,} in one"
    return f"""<svg class="time" viewBox="0 0 {WIDTH:.0f} 118" role="img" aria-label="{told}">
{bars}<path class="border" d="M0 96.5H{WIDTH:.0f}"/><text class="tick" x="0" y="112">{first}</text>
<text class="tick end" x="{WIDTH:.0f}" y="112">{last}</text></svg>"""
