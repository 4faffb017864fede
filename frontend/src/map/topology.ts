/* The map's shapes as scripts/build_map.py writes them, and as the map takes them. */

/** Arcs that layers share, each a start and steps from there; a path is a list of arcs, ~n being arc n backwards. */
export interface Topology {
  scale: number;
  arcs: number[][];
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
    const steps = world.arcs[number] ?? [];
    const line: Position[] = [];
    for (let n = 0, x = 0, y = 0; n + 1 < steps.length; n += 2) {
      x += steps[n] ?? 0;
      y += steps[n + 1] ?? 0;
      line.push([x / world.scale, y / world.scale]);
    }
    kept.set(number, line);
    return line;
  };
  decoders.set(world, decode);
  return decode;
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
