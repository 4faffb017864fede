/* What the server says about a part of the map, and how it is drawn there. */

import { short } from "../words";

/** Incidents that lie close together at this zoom; ``bounds`` holds them all, ``ids`` names some. */
export interface Cell {
  lat: number;
  lon: number;
  incidents: number;
  claims: number;
  bounds: [number, number, number, number];
  ids: string[];
  type: string | null;
  precision: string;
}

/** Incidents known only to have been somewhere in a province, a country or a region. */
export interface Area {
  name: string;
  id: string | null;
  country: string | null;
  admin1: string | null;
  precision: string;
  lat: number;
  lon: number;
  incidents: number;
  claims: number;
  /** Some of the incidents. */
  ids?: string[];
  /** The areas that this one stands for, where several were gathered. */
  parts?: Area[];
}

/** A part of the map. */
export interface Answer {
  cells: Cell[];
  areas: Area[];
  unlocated: number;
}

/** The radius of a circle in pixels: it grows with the number, within what can be read and hit and leaves room for others. */
export const radius = (incidents: number): number => Math.min(8 + 3.6 * Math.log(Math.max(incidents, 1)), 30);

/** The radius of an area's ring in pixels. */
export const ringRadius = (area: Area): number => (area.incidents < 10 ? 15 : 21);

/** Cells as points, with all that the layers need. */
export function cellPoints(cells: Cell[]): GeoJSON.FeatureCollection {
  return points(
    cells.map((cell, n) => ({ at: [cell.lon, cell.lat], properties: { n, incidents: cell.incidents, text: short(cell.incidents), radius: radius(cell.incidents), loose: cell.precision === "admin2" } })),
  );
}

/** Areas as points with the number, and the name of those that have room for it. */
export function areaPoints(areas: Area[], named: ReadonlySet<number>): GeoJSON.FeatureCollection {
  return points(
    areas.map((area, n) => ({ at: [area.lon, area.lat], properties: { n, name: named.has(n) ? area.name : "", text: short(area.incidents), order: -area.incidents, size: ringRadius(area) / 44 } })),
  );
}

function points(rows: { at: number[]; properties: Record<string, unknown> }[]): GeoJSON.FeatureCollection {
  return { type: "FeatureCollection", features: rows.map(({ at, properties }) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: at } })) };
}

/** Whether zooming in could take a cell apart: its incidents do not all lie at one place. */
export function parts(cell: Cell): boolean {
  const [west, south, east, north] = cell.bounds;
  return cell.incidents > 1 && (east - west > 0.002 || north - south > 0.002);
}

/** The bounds of all that an answer shows, or undefined where it shows nothing. */
export function extent(answer: Answer): [number, number, number, number] | undefined {
  const boxes = [...answer.cells.map((cell) => cell.bounds), ...answer.areas.map(({ lon, lat }): Cell["bounds"] => [lon, lat, lon, lat])];
  if (!boxes.length) return undefined;
  return [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])), Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
}

/** Where a place stands in pixels of the whole world at a zoom. */
export function pixel(at: { lat: number; lon: number }, zoom: number): [number, number] {
  const world = 512 * 2 ** zoom;
  const lat = (Math.min(Math.max(at.lat, -85.05), 85.05) * Math.PI) / 180;
  return [((at.lon + 180) / 360) * world, (0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI)) * world];
}

/** The place of a pixel of the world at a zoom. */
export function place([x, y]: [number, number], zoom: number): { lat: number; lon: number } {
  const world = 512 * 2 ** zoom;
  return { lon: (x / world) * 360 - 180, lat: (Math.atan(Math.sinh((0.5 - y / world) * 2 * Math.PI)) * 180) / Math.PI };
}

/** Cells of which no circle hides another: a small one that lies on a larger is counted with it. */
export function apart(cells: Cell[], zoom: number): Cell[] {
  const kept: { cell: Cell; at: [number, number] }[] = [];
  for (const cell of [...cells].sort((a, b) => b.incidents - a.incidents)) {
    const at = pixel(cell, zoom);
    const over = kept.find((other) => Math.hypot(at[0] - other.at[0], at[1] - other.at[1]) < radius(other.cell.incidents) + radius(cell.incidents) * 0.6);
    if (over) over.cell = together(over.cell, cell);
    else kept.push({ cell, at });
  }
  return kept.map(({ cell }) => cell);
}

function together(a: Cell, b: Cell): Cell {
  const bounds: Cell["bounds"] = [Math.min(a.bounds[0], b.bounds[0]), Math.min(a.bounds[1], b.bounds[1]), Math.max(a.bounds[2], b.bounds[2]), Math.max(a.bounds[3], b.bounds[3])];
  return { ...a, incidents: a.incidents + b.incidents, claims: a.claims + b.claims, bounds, ids: [...a.ids, ...b.ids].slice(0, 8), precision: a.precision === b.precision ? a.precision : "admin2" };
}

const EARTH_KM = 6371;

/** The distance of two places in kilometres. */
export function distance(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180;
  const h = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(h, 1)));
}

/** A circle as the filter has it, ``lat,lon,km``: as fine as it is small. */
export function near(centre: { lat: number; lon: number }, km: number): string {
  const digits = km < 20 ? 3 : km < 200 ? 2 : 1;
  const lon = ((((centre.lon + 180) % 360) + 360) % 360) - 180;
  return `${centre.lat.toFixed(digits)},${lon.toFixed(digits)},${km < 10 ? km.toFixed(1) : Math.round(km)}`;
}

/** The circle that a filter has, or undefined. */
export function circleOf(query: URLSearchParams): { lat: number; lon: number; km: number } | undefined {
  const [lat, lon, km] = (query.get("near") ?? "").split(",").map(Number);
  return lat !== undefined && lon !== undefined && km !== undefined && [lat, lon, km].every(Number.isFinite) && km > 0 ? { lat, lon, km } : undefined;
}

/** A circle on the globe as a line of so many corners. */
export function ring(centre: { lat: number; lon: number }, km: number, corners = 72): [number, number][] {
  const rad = Math.PI / 180;
  const [lat, d] = [centre.lat * rad, km / EARTH_KM];
  return Array.from({ length: corners + 1 }, (_, n) => {
    const turn = (n / corners) * 2 * Math.PI;
    const y = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(turn));
    const x = centre.lon * rad + Math.atan2(Math.sin(turn) * Math.sin(d) * Math.cos(lat), Math.cos(d) - Math.sin(lat) * Math.sin(y));
    return [x / rad, y / rad] as [number, number];
  });
}
