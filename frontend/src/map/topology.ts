/* The map's shapes as scripts/build_map.py writes them, and as the map takes them. */

/** Arcs that layers share, each a start and steps from there as text; a path is a list of arcs, ~n being arc n backwards. */
export interface Topology {
  scale: number;
  arcs: string[];
  layers: Record<string, [Record<string, unknown>, number[][][]][]>;
}

type Position = [number, number];

/** A layer as GeoJSON; "area" makes polygons of its paths, "line" lines. */
export function geojson(world: Topology, layer: string, shape: "area" | "line"): GeoJSON.FeatureCollection {
  const arcs = decoded(world);
  const path = (numbers: number[]): Position[] => {
    const line: Position[] = [];
    for (const number of numbers) {
      const arc = arcs(number < 0 ? ~number : number);
      const run = number < 0 ? arc.toReversed() : arc;
      line.push(...(line.length ? run.slice(1) : run));
    }
    return line;
  };
  const features = (world.layers[layer] ?? []).map(([properties, parts]): GeoJSON.Feature => {
    const drawn = parts.map((part) => part.map(path));
    const geometry: GeoJSON.Geometry = shape === "area" ? { type: "MultiPolygon", coordinates: drawn } : { type: "MultiLineString", coordinates: drawn.flat() };
    return { type: "Feature", properties, geometry };
  });
  return { type: "FeatureCollection", features };
}

const decoders = new WeakMap<Topology, (number: number) => Position[]>();

/** Decodes each arc once. */
function decoded(world: Topology): (number: number) => Position[] {
  const known = decoders.get(world);
  if (known) return known;
  const kept = new Map<number, Position[]>();
  const decode = (number: number): Position[] => {
    const before = kept.get(number);
    if (before) return before;
    const line = points(world.arcs[number] ?? "", world.scale);
    kept.set(number, line);
    return line;
  };
  decoders.set(world, decode);
  return decode;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGITS = new Uint8Array(128);
for (let n = 0; n < LETTERS.length; n++) DIGITS[LETTERS.charCodeAt(n)] = n;

/** Points from text as scripts/map_shapes.py writes it: the first, then the step to each next one; a number is characters of five
    bits, the lowest first, with 32 added to all but its last; the lowest bit is the sign. */
export function points(told: string, scale: number): Position[] {
  const found: Position[] = [];
  let [value, shift, x, y] = [0, 0, 0, 0];
  let across = true;
  for (let n = 0; n < told.length; n++) {
    const digit = DIGITS[told.charCodeAt(n)] ?? 0;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit > 31) continue;
    const step = (value >>> 1) ^ -(value & 1);
    if (across) x += step;
    else found.push([x / scale, (y += step) / scale]);
    across = !across;
    value = shift = 0;
  }
  return found;
}

/** A name on the map: what, x and y in steps, from which zoom. */
export type Name = [string, number, number, number];

/** Names as points; ``order`` is their place in the list, so that the first win where there is no room for all. */
export function names(rows: Name[], scale: number, from = 0): GeoJSON.Feature[] {
  return rows.map(([name, x, y, zoom], n) => ({
    type: "Feature",
    properties: { name, zoom, order: from + n },
    geometry: { type: "Point", coordinates: [x / scale, y / scale] },
  }));
}

/** Towns of a tile that are shown from one zoom: which, names with | between them, points as text. */
export type Together = [number, string, string];

/** Towns of a tile as points; ``from``: how many are before them in the list. */
export function towns(rows: Together[], scale: number, from: number): GeoJSON.Feature[] {
  let order = from;
  return rows.flatMap(([zoom, told, where]) => {
    const at = points(where, scale);
    return told.split("|").map((name, n): GeoJSON.Feature => ({ type: "Feature", properties: { name, zoom, order: order++ }, geometry: { type: "Point", coordinates: at[n] ?? [0, 0] } }));
  });
}

/** The tiles of small towns that a part of the map needs: names of files, from bounds west, south, east, north. */
export function tilesWithin(bounds: [number, number, number, number], degrees: number, known: ReadonlySet<string>): string[] {
  const [west, south, east, north] = bounds;
  const found: string[] = [];
  for (let x = Math.floor(west / degrees) * degrees; x < east; x += degrees) {
    for (let y = Math.floor(south / degrees) * degrees; y < north; y += degrees) {
      const name = `${((((x + 180) % 360) + 360) % 360) - 180}_${y}`;
      if (known.has(name) && !found.includes(name)) found.push(name);
    }
  }
  return found;
}
