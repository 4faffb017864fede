/* What incidents are called, asked of the server when a list of them is opened, and kept. */

import { getJson } from "../fetching";

interface Incident {
  type?: string | null;
  place?: string | { name?: string } | null;
  first?: string | null;
  last?: string | null;
}

const known = new Map<string, Promise<string | undefined>>();

/** "shelling · Kupiansk · 2024-08-03", or undefined where the server does not say. data-titles has the address, {id} in it. */
export function titleOf(element: HTMLElement, id: string, signal: AbortSignal): Promise<string | undefined> {
  const address = (element.dataset.titles ?? "/api/incidents/{id}").replace("{id}", encodeURIComponent(id));
  let title = known.get(address);
  if (!title) {
    title = getJson<Incident & { incident?: Incident }>(address, signal).then((told) => worded(told.incident ?? told)).catch(() => undefined);
    known.set(address, title);
  }
  return title;
}

/** An incident in one line. */
export function worded(incident: Incident): string | undefined {
  const place = typeof incident.place === "string" ? incident.place : incident.place?.name;
  const days = incident.first && incident.last && incident.first !== incident.last ? `${incident.first} to ${incident.last}` : (incident.first ?? incident.last);
  const parts = [incident.type?.replaceAll("-", " "), place, days].filter(Boolean);
  return parts.length ? parts.join(" · ") : undefined;
}
