/* Filling the map's ground: shapes, names, and the small towns of the part that is shown. */

import type { GeoJSONSource, Map as Drawn } from "maplibre-gl";
import { getJson } from "../fetching";
import { geojson, names, tilesWithin, towns, type Name, type Together, type Topology } from "./topology";

interface Names {
  countries: Name[];
  towns: Name[];
}

interface Tiles {
  degrees: number;
  tiles: string[];
  units: string[];
}

/** What the ground is made of, fetched once a page. */
interface Ground {
  world: Topology;
  names: Names;
  tiles: Tiles;
}

/** From which zoom small towns are fetched. */
const CLOSE = 6.4;
const AREAS = ["countries", "areas", "lakes"] as const;
const LINES = ["coast", "borders", "disputed", "rivers"] as const;

const fetched = new Map<string, Promise<Ground>>();

/** The ground, from the folder of the map's files. */
function ground(folder: string): Promise<Ground> {
  let known = fetched.get(folder);
  if (!known) {
    const never = new AbortController().signal;
    const part = <T>(name: string) => getJson<T>(`${folder}/${name}.json`, never);
    known = Promise.all([part<Topology>("world"), part<Names>("places"), part<Tiles>("tiles")]).then(([world, named, tiles]) => ({ world, names: named, tiles }));
    known.catch(() => fetched.delete(folder));
    fetched.set(folder, known);
  }
  return known;
}

const set = (map: Drawn, source: string, data: GeoJSON.FeatureCollection): void => void map.getSource<GeoJSONSource>(source)?.setData(data);
const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({ type: "FeatureCollection", features });

/** The outlines of provinces, fetched by the country when one of its provinces is to be shown. */
export class Provinces {
  private readonly asked = new Map<string, Promise<void>>();
  private readonly features: GeoJSON.Feature[] = [];

  constructor(
    private readonly map: Drawn,
    private readonly folder: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Makes sure that the provinces of these countries are in the source "units"; those without outlines are passed over. */
  async of(countries: string[]): Promise<void> {
    const { tiles } = await ground(this.folder);
    await Promise.all(countries.filter((iso) => tiles.units.includes(iso)).map((iso) => this.one(iso)));
  }

  private one(iso: string): Promise<void> {
    let known = this.asked.get(iso);
    if (!known) {
      known = getJson<Topology>(`${this.folder}/units/${iso}.json`, this.signal).then((world) => {
        this.features.push(...geojson(world, "units", "area").features);
        set(this.map, "units", collection(this.features));
      });
      // Without outlines the rings still say where: they are asked for again with the next answer.
      known = known.catch(() => void this.asked.delete(iso));
      this.asked.set(iso, known);
    }
    return known;
  }
}

/** Draws the ground, and the towns of whatever part is shown from then on. */
export async function fill(map: Drawn, folder: string, signal: AbortSignal): Promise<void> {
  const { world, names: named, tiles } = await ground(folder);
  if (signal.aborted) return;
  for (const layer of AREAS) set(map, layer, geojson(world, layer, "area"));
  for (const layer of LINES) set(map, layer, geojson(world, layer, "line"));
  set(map, "lands", collection(names(named.countries, world.scale)));
  set(map, "contested", collection(contested(world)));
  const small = new Towns(map, folder, world.scale, named.towns, tiles, signal);
  map.on("moveend", () => void small.shown());
  await small.shown();
}

/** The names of disputed areas, each at its point. */
function contested(world: Topology): GeoJSON.Feature[] {
  return (world.layers.areas ?? []).flatMap(([{ name, at }], order): GeoJSON.Feature[] => {
    if (!Array.isArray(at)) return [];
    const coordinates = (at as number[]).map((v) => v / world.scale);
    return [{ type: "Feature", properties: { name, order }, geometry: { type: "Point", coordinates } }];
  });
}

/** The towns that are named: large ones at once, small ones by the tile. */
class Towns {
  private readonly known: ReadonlySet<string>;
  private readonly asked = new Set<string>();
  private readonly features: GeoJSON.Feature[];

  constructor(
    private readonly map: Drawn,
    private readonly folder: string,
    private readonly scale: number,
    large: Name[],
    private readonly tiles: Tiles,
    private readonly signal: AbortSignal,
  ) {
    this.known = new Set(tiles.tiles);
    this.features = names(large, scale);
    set(map, "towns", collection(this.features));
  }

  /** Fetches the small towns of the part that is shown, where they are not here yet. */
  async shown(): Promise<void> {
    if (this.map.getZoom() < CLOSE || this.signal.aborted) return;
    const [west, south, east, north] = this.map.getBounds().toArray().flat() as [number, number, number, number];
    const missing = tilesWithin([west, south, east, north], this.tiles.degrees, this.known).filter((name) => !this.asked.has(name));
    if (!missing.length) return;
    missing.forEach((name) => this.asked.add(name));
    try {
      const got = await Promise.all(missing.map((name) => getJson<Together[]>(`${this.folder}/towns/${name}.json`, this.signal)));
      for (const rows of got) this.features.push(...towns(rows, this.scale, this.features.length));
      set(this.map, "towns", collection(this.features));
    } catch {
      // Names of small towns are a help, no more: they are asked for again with the next move.
      missing.forEach((name) => this.asked.delete(name));
    }
  }
}
