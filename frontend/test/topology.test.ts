import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { geojson, names, points, tilesWithin, towns, type Topology } from "../src/map/topology";

/** Points as the script writes them. */
function text(told: [number, number][]): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  let before: [number, number] = [0, 0];
  const number = (value: number): string => {
    const rest = value >> 5;
    return rest ? (letters[(value & 31) | 32] ?? "") + number(rest) : (letters[value] ?? "");
  };
  return told.map((point) => {
    const steps = point.map((now, n) => number(((now - (before[n] ?? 0)) << 1) ^ ((now - (before[n] ?? 0)) >> 31)));
    before = point;
    return steps.join("");
  }).join("");
}

const small: Topology = {
  scale: 10,
  arcs: ["AAUAAU", "UUTAAT"],
  layers: { countries: [[{ iso: "AA" }, [[[0, 1]]]], [{ iso: "BB" }, [[[~1, ~0]]]]], borders: [[{}, [[[0]]]]] },
};

describe("a topology", () => {
  it("gives closed rings, whichever way its arcs run", () => {
    const [a, b] = geojson(small, "countries", "area").features.map((feature) => (feature.geometry as GeoJSON.MultiPolygon).coordinates[0]?.[0]);
    expect(a).toEqual([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]);
    expect(b).toEqual([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]);
  });

  it("gives lines", () => {
    expect(geojson(small, "borders", "line").features[0]?.geometry).toEqual({ type: "MultiLineString", coordinates: [[[0, 0], [1, 0], [1, 1]]] });
  });

  it("keeps its points as text", () => {
    expect(points("AAUAAU", 10)).toEqual([[0, 0], [1, 0], [1, 1]]);
    expect(points("", 10)).toEqual([]);
    expect(points(text([[500, -16], [-1, -17], [90_000, 45_000]]), 500)).toEqual([[1, -0.032], [-0.002, -0.034], [180, 90]]);
  });

  it("is empty for a layer that it has not", () => {
    expect(geojson(small, "seas", "line").features).toEqual([]);
  });
});

const holds = (rings: GeoJSON.Position[][][], [x, y]: [number, number]) =>
    rings.some(([outer]) => (outer ?? []).filter(([x1, y1], n, all) => { const [x2, y2] = all[(n + 1) % all.length] as [number, number]; return (y1 as number) > y !== y2 > y && x < ((x2 - (x1 as number)) * (y - (y1 as number))) / (y2 - (y1 as number)) + (x1 as number); }).length % 2 === 1);

describe("the world in the package", () => {
  const world = JSON.parse(readFileSync("../src/sayso/web/static/map/world.json", "utf8")) as Topology;
  const land = (iso: string) => geojson(world, "countries", "area").features.filter((feature) => feature.properties?.iso === iso).flatMap((feature) => (feature.geometry as GeoJSON.MultiPolygon).coordinates);

  it("has rings that close", () => {
    for (const feature of geojson(world, "countries", "area").features) {
      for (const ring of (feature.geometry as GeoJSON.MultiPolygon).coordinates.flat()) expect(ring[0]).toEqual(ring.at(-1));
    }
  });

  it("has towns in their countries, and Crimea in Ukraine, where it is hatched as disputed", () => {
    expect(holds(land("UA"), [30.52, 50.45])).toBe(true);
    expect(holds(land("SD"), [32.53, 15.55])).toBe(true);
    expect(holds(land("UA"), [34.1, 45.2])).toBe(true);
    expect(holds(land("RU"), [34.1, 45.2])).toBe(false);
    const disputed = geojson(world, "areas", "area").features.map((feature) => feature.properties?.name as string);
    expect(disputed).toContain("Crimea");
    expect(disputed).not.toContain("Donbass");
  });

  it("has the line at Perekop among the disputed ones, not among the borders", () => {
    const near = (layer: string) => geojson(world, layer, "line").features.some((feature) => (feature.geometry as GeoJSON.MultiLineString).coordinates.flat().some(([x, y]) => Math.abs((x as number) - 33.65) < 0.3 && Math.abs((y as number) - 46.1) < 0.12));
    expect(near("disputed")).toBe(true);
    expect(near("borders")).toBe(false);
  });
});

describe("provinces in the package", () => {
  it("hold their towns, Crimea being among Ukraine's", () => {
    const ukraine = JSON.parse(readFileSync("../src/sayso/web/static/map/units/UA.json", "utf8")) as Topology;
    const features = geojson(ukraine, "units", "area").features;
    const within = (id: string, place: [number, number]) => features.filter((feature) => feature.properties?.id === id).some((feature) => holds((feature.geometry as GeoJSON.MultiPolygon).coordinates, place));
    expect(within("geonames:709716", [37.8, 48.0])).toBe(true);
    expect(within("geonames:706482", [36.25, 50.0])).toBe(true);
    expect(within("geonames:709716", [36.25, 50.0])).toBe(false);
    expect(within("geonames:703883", [34.1, 45.2])).toBe(true);
  });
});

describe("names", () => {
  it("are points in their order", () => {
    expect(names([["Kyiv", 15_000, 25_000, 4]], 500, 7)).toEqual([{ type: "Feature", properties: { name: "Kyiv", zoom: 4, order: 7 }, geometry: { type: "Point", coordinates: [30, 50] } }]);
  });

  it("of small towns go on where those before them ended", () => {
    const features = towns([[7.6, "Izium|Lyman", text([[18_640, 24_605], [18_905, 24_495]])], [8.6, "Sviatohirsk", text([[18_785, 24_515]])]], 500, 3);
    expect(features.map((feature) => feature.properties)).toEqual([{ name: "Izium", zoom: 7.6, order: 3 }, { name: "Lyman", zoom: 7.6, order: 4 }, { name: "Sviatohirsk", zoom: 8.6, order: 5 }]);
    expect(features.map((feature) => (feature.geometry as GeoJSON.Point).coordinates)).toEqual([[37.28, 49.21], [37.81, 48.99], [37.57, 49.03]]);
  });

  it("in the package lie where they should", () => {
    const rows = JSON.parse(readFileSync("../src/sayso/web/static/map/towns/20_40.json", "utf8")) as [number, string, string][];
    const bakhmut = towns(rows, 500, 0).find((feature) => feature.properties?.name === "Bakhmut");
    const [x, y] = (bakhmut?.geometry as GeoJSON.Point).coordinates as [number, number];
    expect(Math.hypot(x - 38.0, y - 48.6)).toBeLessThan(0.05);
  });

  it("of small towns lie in tiles, across the date line too", () => {
    const known = new Set(["20_40", "40_40", "160_40", "-180_40"]);
    expect(tilesWithin([30, 45, 45, 50], 20, known)).toEqual(["20_40", "40_40"]);
    expect(tilesWithin([170, 45, 190, 50], 20, known)).toEqual(["160_40", "-180_40"]);
    expect(tilesWithin([0, 0, 10, 10], 20, known)).toEqual([]);
  });
});
