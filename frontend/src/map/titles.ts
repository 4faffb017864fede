/* What incidents are called, asked of the server when a list of them is opened, and kept. */

import { getJson } from "../fetching";
import { daysText } from "../timeline/bins";

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
