"""Shapes of a map: one set of arcs that shapes share, simplified without tearing neighbours apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Any

Point = tuple[float, float]
Line = list[Point]
Step = tuple[int, int]
Path = list[int]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""What numbers are written with, 0 to 63."""


class Arcs:
    """Arcs of a topology. Lines that touch are first all met, then asked for their paths.

    A line is cut where lines part or end; what two lines have in common is one arc, simplified once.
    """

    SCALE = 500
    """Steps to a degree: some 220 metres."""

    def __init__(self, tolerance: float = 3.0) -> None:
        """``tolerance``: steps by which a simplified line may stray."""
        self._tolerance = tolerance
        self._beside: dict[Step, set[Step]] = {}
        self._ends: set[Step] = set()
        self._numbers: dict[tuple[Step, ...], int] = {}
        self._arcs: list[list[Step]] = []
        self._used: list[int] = []

    def meet(self, parts: Sequence[Sequence[list[Step]]]) -> None:
        """Take note of lines, so that they are cut where they part."""
        for line in (line for part in parts for line in part):
            closed = line[0] == line[-1]
            around = [*line, line[1]] if closed else line
            for a, b in pairwise(around):
                self._beside.setdefault(a, set()).add(b)
                self._beside.setdefault(b, set()).add(a)
            if not closed:
                self._ends |= {line[0], line[-1]}

    def paths(self, part: Sequence[list[Step]]) -> list[Path]:
        """The lines of a part, each as numbers of arcs."""
        return [self._path(line) for line in part]

    def whole(self, part: Sequence[list[Step]]) -> list[Path]:
        """The lines of a part, each as one arc of its own that nothing shares."""
        numbers = []
        for line in part:
            self._arcs.append(line)
            self._used.append(-1)
            numbers.append([len(self._arcs) - 1])
        return numbers

    def once(self) -> list[int]:
        """Arcs that one line alone has."""
        return [number for number, used in enumerate(self._used) if used == 1]

    def on_the_edge(self, number: int) -> bool:
        """Whether an arc runs along the edge of the map, where the globe was cut."""
        edge = 180 * self.SCALE
        return all(abs(x) >= edge - 1 or y <= -89 * self.SCALE for x, y in self._arcs[number])

    def written(self) -> list[str]:
        """The arcs, each a start and the steps from there, as text."""
        return list(map(written, self._arcs))

    def _path(self, line: list[Step]) -> Path:
        cuts = [n for n, step in enumerate(line) if self._cut(step)]
        if line[0] == line[-1] and cuts and cuts[0] != 0:
            line = [*line[cuts[0] :], *line[1 : cuts[0] + 1]]
            cuts = [n for n, step in enumerate(line) if self._cut(step)]
        elif line[0] == line[-1] and not cuts:
            least = min(range(len(line) - 1), key=lambda n: line[n])
            line = [*line[least:-1], *line[: least + 1]]
        marks = sorted({0, *cuts, len(line) - 1})
        return [self._number(line[a : b + 1]) for a, b in pairwise(marks)]

    def _cut(self, step: Step) -> bool:
        return step in self._ends or len(self._beside[step]) != 2

    def _number(self, arc: list[Step]) -> int:
        backwards = tuple(arc) > tuple(reversed(arc))
        key = tuple(reversed(arc)) if backwards else tuple(arc)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._arcs)
            self._arcs.append([(round(x), round(y)) for x, y in simplified([*key], self._tolerance)])
            self._used.append(0)
        self._used[number] += 1
        return ~number if backwards else number


def written(points: Sequence[Step]) -> str:
    """Points as text: x and y of the first, then of each step to the next. A number is characters of five bits
    each, the lowest first, 32 being added to all but the last; the lowest bit of a number is its sign."""
    told, last = [], (0, 0)
    for point in points:
        for now, before in zip(point, last, strict=True):
            value = (now - before) << 1 ^ (now - before) >> 31
            while value > 31:
                told.append(LETTERS[value & 31 | 32])
                value >>= 5
            told.append(LETTERS[value])
        last = point
    return "".join(told)


def parts_of(geometry: dict[str, Any]) -> list[list[Line]]:
    """Polygons as lists of rings, lines as lists of one."""
    kind, found = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        found = [found]
    wrapped = {"Polygon": [found], "MultiPolygon": found}.get(kind) or [[line] for line in found]
    return [[[(x, y) for x, y, *_ in line] for line in part] for part in wrapped]


def quantised(parts: Sequence[Sequence[Sequence[Point]]]) -> list[list[list[Step]]]:
    """Degrees to steps, points that fall together once; parts that vanish are left out."""
    found = []
    for part in parts:
        lines = []
        for line in part:
            steps: list[Step] = []
            for x, y in line:
                step = (round(x * Arcs.SCALE), round(y * Arcs.SCALE))
                if not steps or steps[-1] != step:
                    steps.append(step)
            if len(steps) > (3 if line[0] == line[-1] and len(line) > 1 else 1) or len(line) == 1:
                lines.append(steps)
        if lines:
            found.append(lines)
    return found


def simplified(line: Sequence[Point], tolerance: float) -> Line:
    """A line without the points that stray less than the tolerance (Douglas and Peucker); a ring stays a ring."""
    if len(line) < 4:
        return [*line]
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda n: hypot(line[n][0] - line[0][0], line[n][1] - line[0][1]))
        halves = [*simplified(line[: far + 1], tolerance)[:-1], *simplified(line[far:], tolerance)]
        return halves if len(halves) > 3 else [*line]
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        strays = [(_strays(line[n], line[first], line[last]), n) for n in range(first + 1, last)]
        if strays and max(strays)[0] > tolerance:
            middle = max(strays)[1]
            keep.add(middle)
            todo += [(first, middle), (middle, last)]
    return [line[n] for n in sorted(keep)]


def _strays(point: Point, a: Point, b: Point) -> float:
    length = hypot(b[0] - a[0], b[1] - a[1])
    if not length:
        return hypot(point[0] - a[0], point[1] - a[1])
    along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length**2
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - a[0] - along * (b[0] - a[0]), point[1] - a[1] - along * (b[1] - a[1]))


def ring_area(ring: Sequence[Point]) -> float:
    """The area of a ring, negative when it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def inner_point(ring: Sequence[Point]) -> Point:
    """A point well within a ring: the middle of the widest stretch of some lines across it, for a name to stand at."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, ring[0])
    for n in range(1, 40):
        y = low + (high - low) * n / 40
        crossed = sorted(
            a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (a[1] > y) != (b[1] > y)
        )
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            middle = 1 - abs(y - (low + high) / 2) / (high - low)
            if (right - left) * (0.5 + middle) > best[0]:
                best = ((right - left) * (0.5 + middle), ((left + right) / 2, y))
    return best[1]
