/* Figures over time as the chart draws them: what a figure says, its bounds, its days. */

/** One figure that a source gave: open bounds are null. ``href`` leads to the words. */
export interface Point {
  day: string;
  said?: string | null;
  low: number | null;
  high: number | null;
  bound: string;
  status: string;
  href: string;
  quote: string;
}

/** The figures of one source. */
export interface Series {
  source: string;
  points: Point[];
}

/** What the page gives the chart. */
export interface Figures {
  measure: string;
  unit: string;
  series: Series[];
}

/** A point as it is drawn. ``value``: where it stands; ``low`` and ``high``: its band, open ends closed at the value. */
export interface Drawn {
  source: string;
  day: Date;
  value: number;
  low: number;
  high: number;
  open: "" | "up" | "down";
  denied: boolean;
  href: string;
  title: string;
}

/** Dash patterns and symbols that tell series apart without colour. */
export const DASHES = ["", "6 3", "2 3", "9 3 2 3", "12 4", "1 4", "4 2 1 2 1 2", "14 3 3 3"];
export const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye", "times"] as const;

const numbers = new Intl.NumberFormat("en");
const BOUNDS: Record<string, string> = { "at-least": "at least ", "at-most": "at most ", about: "about " };

/** A figure in words: "at least 76,000", "12–15". */
export function figureText(point: Point): string {
  const { low, high } = point;
  const value = low !== null && high !== null && low !== high ? `${numbers.format(low)}–${numbers.format(high)}` : numbers.format(low ?? high ?? 0);
  return `${BOUNDS[point.bound] ?? ""}${value}`;
}

/** The points that can be drawn, in the order of their days, those that have a day and a number. */
export function drawnPoints(figures: Figures): Drawn[] {
  return figures.series.flatMap((series) =>
    series.points
      .filter((point) => (point.low ?? point.high) !== null && !Number.isNaN(Date.parse(point.day)))
      .map((point) => drawnPoint(series.source, point, figures))
      .sort((a, b) => a.day.getTime() - b.day.getTime()),
  );
}

function drawnPoint(source: string, point: Point, figures: Figures): Drawn {
  const value = point.low !== null && point.high !== null ? (point.low + point.high) / 2 : (point.low ?? point.high ?? 0);
  const told = `${source}, ${point.day}: ${figureText(point)} ${figures.unit} ${figures.measure}${point.status === "asserted" ? "" : ` (${point.status})`}`;
  return {
    source,
    day: new Date(`${point.day.slice(0, 10)}T00:00:00Z`),
    value,
    low: point.low ?? value,
    high: point.high ?? value,
    open: point.high === null ? "up" : point.low === null ? "down" : "",
    denied: point.status === "denied",
    href: point.href,
    title: `${told}\n“${point.quote}”`,
  };
}

/** Where each point's mark stands: points of one day and value side by side, so many milliseconds apart. */
export function beside(points: Drawn[], apart: number): Date[] {
  const groups = new Map<string, number[]>();
  points.forEach((point, n) => {
    const key = `${point.day.getTime()} ${point.value}`;
    groups.set(key, [...(groups.get(key) ?? []), n]);
  });
  const places = points.map((point) => point.day);
  for (const group of groups.values()) {
    group.forEach((n, at) => (places[n] = new Date((points[n]?.day.getTime() ?? 0) + (at - (group.length - 1) / 2) * apart)));
  }
  return places;
}

/** Points with a gap between two of one day: they are two counts, not one that moved within the day. */
export function parted(points: Drawn[]): Drawn[] {
  return points.flatMap((point, n) => {
    const before = points[n - 1];
    const same = before && before.day.getTime() === point.day.getTime();
    return same ? [{ ...point, value: NaN, low: NaN, high: NaN }, point] : [point];
  });
}

/** Whether an address stays on this site: a chart's data comes from the page, and its links must too. */
export function ownLink(href: string, base: string): boolean {
  try {
    return new URL(href, base).origin === new URL(base).origin;
  } catch {
    return false;
  }
}

const dayText = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const monthText = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

/** What stands at a mark of the axis: the day, or the month where all marks begin one; under the first and wherever it changes, the year. */
export function axisText(day: Date, n: number, all: Date[]): string {
  const year = day.getUTCFullYear();
  if (all.length > 1 && all.every((one) => one.getUTCDate() === 1 && one.getUTCMonth() === 0)) return String(year);
  const text = all.length > 1 && all.every((one) => one.getUTCDate() === 1) ? monthText.format(day) : dayText.format(day);
  return n === 0 || all[n - 1]?.getUTCFullYear() !== year ? `${text}\n${year}` : text;
}
