/* What the islands say. */

const numbers = new Intl.NumberFormat("en");

/** A number with its thousands apart. */
export const count = (value: number): string => numbers.format(value);

/** A number short enough for a circle or an axis: 1,234 as 1.2k. */
export function short(value: number): string {
  if (value < 1000) return String(value);
  if (value < 9950) return `${(value / 1000).toFixed(1).replace(/\.0$/, "")}k`;
  return value < 999_500 ? `${Math.round(value / 1000)}k` : `${(value / 1_000_000).toFixed(1).replace(/\.0$/, "")}M`;
}

/** A number with its noun, in the singular for one. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

export const words = {
  copied: "Copied.",
  notCopied: "Not copied: the browser did not allow it. Select the text and copy it yourself.",
  copiedShort: "Copied",
  notCopiedShort: "Not copied",
  close: "Close",
  or: "or",

  keys: "Keys",
  keysAbout: "Keys do nothing while you write in a field. A change is kept in this browser.",
  keysList: "Show this list",
  keysChange: "Change",
  keysPress: "Press a key…",
  keysReset: "All as before",
  keysNone: "none",
  keysNotKept: "The browser does not let this page keep the keys.",
  keyTaken: (key: string, label: string) => `${key} is taken: ${label}. Give that another key first.`,
  keyReserved: (key: string) => `${key} is kept for the browser. Choose another key.`,

  progress: (done: number, total: number | null) => (total ? `${count(done)} of ${count(total)}` : `${count(done)} done`),
  progressLost: "The progress can no longer be followed. The job goes on; load this page again to see how far it is.",
  progressSee: "See what came of it",

  mapName: "Map of incidents. Arrow keys move it, plus and minus zoom, Enter lists what is shown.",
  mapNone: "This browser cannot draw the map (it has no WebGL). The table shows the same.",
  mapFailed: "The map could not be filled",
  mapWorld: "All",
  mapWorldLong: "Show all that match",
  mapHere: "Only this part",
  mapHereLong: "Filter by the part of the map that is shown",
  mapList: "List",
  mapListLong: "List what is shown on the map",
  mapDraw: "Hold Shift and drag to filter by a circle",
  mapShown: (incidents: number, places: number, unlocated: number) =>
    `${counted(incidents, "incident")} in ${counted(places, "place")} shown${unlocated ? `; ${count(unlocated)} with no place known` : ""}.`,
  mapNothing: "Nothing that matches lies in this part of the map.",
  mapIn: (name: string, precision: string) => `somewhere in ${name}${precision === "region" ? " (a region)" : ""}`,
  mapUnfound: (name: string, country: string) => `${name}, somewhere in ${country}`,
  mapMore: (more: number) => `and ${count(more)} more: zoom in, or filter by this part`,
  mapIncident: (id: string) => `Incident ${id}`,
  mapFilterPlace: (name: string) => `Only ${name}`,
  mapZoomTo: "Zoom in",

  timeName: "Incidents over time",
  timeFrom: "First day",
  timeTo: "Last day",
  timeClear: "All days",
  timeCloser: "Look closer",
  timeNone: "No claim that matches has a date.",
  timeOutside: (claims: number) => `${counted(claims, "claim")} of other days.`,
  timeUndated: (claims: number) => `${counted(claims, "claim")} with no date`,
  timeHint: "Drag across the bars to choose days; arrow keys move an edge.",
  timeBin: (days: string, claims: number, incidents: number) => `${days}: ${counted(claims, "claim")}, ${counted(incidents, "incident")}`,

  chartNone: "There is no figure to draw.",
  chartAtLeast: "at least",
  chartAtMost: "at most",
  chartAbout: "about",
  chartLegend: "Sources (choose one to bring it out)",

  evidence: (n: number, all: number) => `Words ${n} of ${all}`,
};
