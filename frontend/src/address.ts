/* The address is the state: how a filter is written there and changed. */

/** The parts of an address that say how one looks, not what one looks for: the page names them, paging is none of them. */
export const viewNames = (): string[] => ["cursor", "map", ...(document.documentElement.dataset.view ?? "").split(" ").filter(Boolean)];

/** A query string without empty parts, in the order given. */
export function tidy(parts: Iterable<[string, string]>): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, value] of parts) if (value.trim() !== "") kept.append(name, value.trim());
  return kept;
}

/** An address of a path and a query, with slashes and commas left as one reads them. */
export function addressText(path: string, query: URLSearchParams): string {
  const told = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
  return told ? `${path}?${told}` : path;
}

/** A query with some parts set anew; null or "" takes a part out. Paging starts again, as other rows are first now. */
export function changed(query: URLSearchParams, change: Record<string, string | null>): URLSearchParams {
  const parts = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value) parts.set(name, value);
    else parts.delete(name);
  }
  parts.delete("cursor");
  return tidy(parts);
}

/** A query without the parts named. */
export function without(query: URLSearchParams, ...names: string[]): URLSearchParams {
  return tidy([...query].filter(([name]) => !names.includes(name)));
}

/** The address of data: where an island says it is, with the page's filter and the island's own questions. */
export function dataAddress(source: string, query: URLSearchParams, own: Record<string, string> = {}): string {
  const [path, given = ""] = source.split("?", 2) as [string, string?];
  const parts = new URLSearchParams(given);
  for (const name of new Set(query.keys())) {
    if (parts.has(name)) continue;
    for (const value of query.getAll(name)) parts.append(name, value);
  }
  for (const [name, value] of Object.entries(own)) parts.set(name, value);
  const told = tidy(parts).toString();
  return told ? `${path}?${told}` : path;
}

/** A map's view as the address keeps it, ``zoom/lat/lon``. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

/** The view that an address keeps, or undefined where it keeps none or a wrong one. */
export function viewOf(query: URLSearchParams): View | undefined {
  const parts = (query.get("map") ?? "").split("/").map(Number);
  const [zoom, lat, lon] = parts;
  if (parts.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return undefined;
  const fits = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return fits ? { zoom, lat, lon } : undefined;
}

/** How a view is written into the address: finely enough to come back to the same place. */
export function viewText(view: View): string {
  const digits = Math.max(2, Math.ceil(view.zoom / 2));
  const lon = ((((view.lon + 180) % 360) + 360) % 360) - 180;
  return `${view.zoom.toFixed(2)}/${view.lat.toFixed(digits)}/${lon.toFixed(digits)}`;
}

/** What an island asks of the filter: parts to set (null takes one out). */
export interface FilterChange extends Record<string, string | null> {}

/** Asks the page's filter for a change; where there is none, the page itself is loaded with it. */
export function askFilter(from: Element, change: FilterChange): void {
  const event = new CustomEvent<FilterChange>("sayso:filter", { bubbles: true, cancelable: true, detail: change });
  if (from.dispatchEvent(event)) location.assign(addressText(location.pathname, changed(new URLSearchParams(location.search), change)));
}

/** How the address changed: ``back`` when the person went through the history. */
export interface AddressChange {
  back: boolean;
}

/** The event that says that the address has changed without the page being loaded anew. */
export const ADDRESS_CHANGED = "sayso:address";

/** The filter that the page shows now, without how it is looked at. */
export const filterNow = (): URLSearchParams => without(new URLSearchParams(location.search), ...viewNames());
