/* Areas on a crowded map: gathered by country from afar, and moved a little where they would be hidden. */

import { pixel, place, radius, ringRadius, type Area, type Cell } from "./answer";

/** Below this zoom a country's provinces are one ring. */
export const FAR = 4.4;

/** One area for all that is only known to lie in one country, from afar with its provinces; regions that are in no one country
    stay by themselves. */
export function gathered(areas: Area[], zoom: number): Area[] {
  const countries = new Map<string, Area[]>();
  for (const area of areas) {
    const whole = zoom < FAR || area.precision === "country";
    const key = (whole && area.country) || `${area.name} ${area.id} ${area.lat} ${area.lon}`;
    countries.set(key, [...(countries.get(key) ?? []), area]);
  }
  return [...countries.values()].map(together);
}

function together(parts: Area[]): Area {
  const [first] = parts as [Area, ...Area[]];
  if (parts.length === 1 && !unfound(first)) return first;
  const whole = parts.find((part) => part.precision === "country" && !unfound(part));
  const [incidents, claims] = [sum(parts, (part) => part.incidents), sum(parts, (part) => part.claims)];
  const middle = whole ?? parts.find(unfound);
  const at = middle ?? { lat: sum(parts, (part) => part.lat * part.incidents) / incidents, lon: sum(parts, (part) => part.lon * part.incidents) / incidents };
  return { ...first, name: whole?.name ?? countryName(first.country ?? ""), id: whole?.id ?? null, admin1: null, precision: "country", lat: at.lat, lon: at.lon, incidents, claims, parts };
}

/** Whether an area stands for a place that the gazetteer does not have: of it no more is known than the country. */
export const unfound = (area: Area): boolean => area.precision === "country" && area.country !== null && !area.id;

const sum = <T>(rows: T[], value: (row: T) => number): number => rows.reduce((all, row) => all + value(row), 0);

const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** A country's name by its ISO code; the code where it has none. */
export function countryName(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Areas whose rings hide nothing and are not hidden: the largest first, each at its place or a little beside; what finds no
    room is left to the list, and comes back closer by. */
export function roomFor(areas: Area[], cells: Cell[], zoom: number): Area[] {
  const taken = cells.map((cell) => ({ at: pixel(cell, zoom), radius: radius(cell.incidents) }));
  const shown: Area[] = [];
  for (const area of [...areas].sort((a, b) => b.incidents - a.incidents)) {
    const [home, own] = [pixel(area, zoom), ringRadius(area)];
    const free = spots(home).find(([x, y]) => taken.every((other) => Math.hypot(x - other.at[0], y - other.at[1]) >= other.radius + own - 2));
    if (!free) continue;
    taken.push({ at: free, radius: own });
    shown.push(free === home ? area : { ...area, ...place(free, zoom) });
  }
  return shown;
}

/** Which rings, by their number, have room for their name below: where no circle and no other ring or name is in its way. */
export function named(rings: Area[], cells: Cell[], zoom: number): Set<number> {
  const circles = [...cells.map((cell) => ({ at: pixel(cell, zoom), radius: radius(cell.incidents) })), ...rings.map((area) => ({ at: pixel(area, zoom), radius: ringRadius(area) }))];
  const boxes: [number, number, number, number][] = [];
  const free = new Set<number>();
  rings.forEach((area, n) => {
    const [x, y] = pixel(area, zoom);
    const [half, top] = [Math.min(area.name.length, 14) * 3.2, y + ringRadius(area) + 1];
    const box: [number, number, number, number] = [x - half, top, x + half, top + (area.name.length > 14 ? 26 : 13)];
    const hit = circles.some(({ at, radius: r }) => Math.hypot(at[0] - Math.min(Math.max(at[0], box[0]), box[2]), at[1] - Math.min(Math.max(at[1], box[1]), box[3])) < r);
    if (hit || boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return;
    boxes.push(box);
    free.add(n);
  });
  return free;
}

/** The place itself, then places around it, a little further out each time. */
function spots(home: [number, number]): [number, number][] {
  const around = [18, 32, 46].flatMap((far) => Array.from({ length: 8 }, (_, n): [number, number] => [home[0] + far * Math.cos((n * Math.PI) / 4), home[1] + far * Math.sin((n * Math.PI) / 4)]));
  return [home, ...around];
}
