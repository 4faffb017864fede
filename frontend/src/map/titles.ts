/* What incidents are called, asked of the server when a list of them is opened, and kept; what a place without a name is near. */

import type { Map as Drawn } from "maplibre-gl";
import { getJson } from "../fetching";
import { daysText } from "../timeline/bins";
import { distance, type Cell } from "./answer";

/** An incident as the API lists it. */
export interface Incident {
  type?: string | null;
  place?: string | null;
  first?: string | null;
  last?: string | null;
}

const known = new Map<string, Promise<string | undefined>>();

/** "shelling · Kupiansk · 3 Aug 2024", or undefined where the server does not say. data-titles has the address of a list with
    the incident in it, {id} standing for its id. */
export function titleOf(element: HTMLElement, id: string, signal: AbortSignal): Promise<string | undefined> {
  const address = (element.dataset.titles ?? "/api/incidents?incident={id}&limit=1").replace("{id}", encodeURIComponent(id));
  let title = known.get(address);
  if (!title) {
    title = getJson<{ rows: Incident[] }>(address, signal).then(({ rows }) => rows[0] && worded(rows[0])).catch(() => undefined);
    known.set(address, title);
  }
  return title;
}

/** An incident in one line. */
export function worded(incident: Incident): string | undefined {
  const { first, last } = incident;
  const days = first && last ? daysText(first, last) : "";
  const parts = [incident.type?.replaceAll("-", " "), incident.place, days].filter(Boolean);
  return parts.length ? parts.join(" · ") : undefined;
}

/** What a cell is called: the town of the map that is nearest to it, where one is close by, else its place in degrees. */
export function nearby(map: Drawn, cell: Cell): string {
  const at = map.project([cell.lon, cell.lat]);
  const around = map.queryRenderedFeatures([[at.x - 60, at.y - 60], [at.x + 60, at.y + 60]], { layers: ["town-dots"] });
  const away = (feature: (typeof around)[number]): number => {
    const [lon, lat] = (feature.geometry as GeoJSON.Point).coordinates as [number, number];
    return distance({ lat, lon }, cell);
  };
  const nearest = around.sort((a, b) => away(a) - away(b))[0];
  const degrees = `${Math.abs(cell.lat).toFixed(2)}° ${cell.lat < 0 ? "S" : "N"}, ${Math.abs(cell.lon).toFixed(2)}° ${cell.lon < 0 ? "W" : "E"}`;
  return nearest ? `near ${String(nearest.properties.name)}` : degrees;
}
