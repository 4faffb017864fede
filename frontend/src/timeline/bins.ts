/* Days and bars of the time line: where a day stands, which bars a choice of days holds, how it moves by keys. */

/** A stretch of days with how many claims and incidents fall into it. */
export interface Bin {
  first: string;
  last: string;
  claims: number;
  incidents: number;
}

/** The time line as the server gives it. */
export interface Timeline {
  grain: string;
  bins: Bin[];
  undated: number;
}

const DAY = 86_400_000;

/** A day as a number: days since 1970. NaN for what is no day. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);

/** A day number as text. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Bars from the first one that a day falls into to the last, or undefined where no bar holds any. */
export function chosen(bins: Bin[], since: string | null, until: string | null): [number, number] | undefined {
  if (!since && !until) return undefined;
  const from = since ? bins.findIndex((bin) => bin.last >= since) : 0;
  const to = until ? bins.findLastIndex((bin) => bin.first <= until) : bins.length - 1;
  return from >= 0 && to >= from ? [from, to] : undefined;
}

/**
 * The days that hold all but a few claims, where those are far fewer days: what is worth a look first. Undefined where not.
 * The newest are left out only where they lie more than a year off, and further than all else is long, as a day misread does.
 */
export function bulk(bins: Bin[], few = 0.025): { since: string; until: string; outside: number } | undefined {
  const told = bins.filter((bin) => bin.claims > 0);
  const most = told.reduce((sum, bin) => sum + bin.claims, 0) * few;
  let [from, to, early, late] = [0, told.length - 1, 0, 0];
  for (; from < to && early + told[from]!.claims <= most; from += 1) early += told[from]!.claims;
  for (; from < to && late + told[to]!.claims <= most && isFar(told[from]!, told[to - 1]!, told[to]!); to -= 1) late += told[to]!.claims;
  const [first, last] = [told[from], told[to]];
  if (!first || !last || bins.indexOf(last) - bins.indexOf(first) + 1 > bins.length * 0.5) return undefined;
  return { since: first.first, until: last.last, outside: early + late };
}

function isFar(first: Bin, last: Bin, next: Bin): boolean {
  return dayNumber(next.first) - dayNumber(last.last) > Math.max(dayNumber(last.last) - dayNumber(first.first) + 1, 366);
}

/** Which edge of a choice is moved. */
export type Edge = "from" | "to";

/** A choice after a key at one of its edges, or undefined where the key means nothing. Edges do not cross. */
export function moved(choice: [number, number], edge: Edge, key: string, count: number): [number, number] | undefined {
  const at = edge === "from" ? choice[0] : choice[1];
  const [low, high] = edge === "from" ? [0, choice[1]] : [choice[0], count - 1];
  const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: low, End: high };
  const to = steps[key];
  if (to === undefined) return undefined;
  const put = Math.min(Math.max(to, low), high);
  return edge === "from" ? [put, choice[1]] : [choice[0], put];
}

/** Where days stand across a width: bars by their days, so that years without anything stay as wide as they were. */
export class Scale {
  readonly first: number;
  readonly last: number;

  constructor(
    bins: Bin[],
    readonly width: number,
  ) {
    this.first = Math.min(...bins.map((bin) => dayNumber(bin.first)));
    this.last = Math.max(...bins.map((bin) => dayNumber(bin.last))) + 1;
  }

  /** The left edge of a day. */
  x(day: number): number {
    return ((day - this.first) / (this.last - this.first)) * this.width;
  }

  /** The bar that a place across falls into, or the nearest. */
  bar(bins: Bin[], x: number): number {
    const day = this.first + (x / this.width) * (this.last - this.first);
    const after = bins.findIndex((bin) => dayNumber(bin.last) + 1 > day);
    if (after < 0) return bins.length - 1;
    const gap = dayNumber(bins[after]?.first ?? "") - day;
    const before = after > 0 ? day - dayNumber(bins[after - 1]?.last ?? "") - 1 : Infinity;
    return gap > 0 && before < gap ? after - 1 : after;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A mark under the bars: where, what it says, and whether it stands for a year. */
export interface Tick {
  day: number;
  text: string;
  year: boolean;
}

/** Marks under the bars, at whole years, months or days, at least so many pixels apart. */
export function ticks(scale: Scale, apart = 64): Tick[] {
  const found = regular(scale, apart).filter(({ day }) => scale.x(day) < scale.width - 30);
  const [next] = found;
  if (found.length > 1 && found.every(({ year }) => year)) return found.map((mark) => ({ ...mark, year: false }));
  if (next && scale.x(next.day) < apart * 1.2) return next.year ? found : [withYear(next), ...found.slice(1).filter(({ day }) => scale.x(day) - scale.x(next.day) > apart * 1.4)];
  const start = new Date(scale.first * DAY);
  return [{ day: scale.first, text: `${MONTHS[start.getUTCMonth()]} ${start.getUTCFullYear()}`, year: true }, ...found];
}

/** The mark with its year, so that the days behind it have one. */
const withYear = (mark: Tick): Tick => ({ ...mark, text: `${mark.text} ${new Date(mark.day * DAY).getUTCFullYear()}`, year: true });

function regular(scale: Scale, apart: number): Tick[] {
  const days = scale.last - scale.first;
  const room = Math.max(Math.floor(scale.width / apart), 1);
  const start = new Date(scale.first * DAY);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  if (days <= room) return range(days, (n) => tick(scale.first + n, "day"));
  const week = [2, 7, 14].find((step) => days / step <= room);
  if (week && days < 70) return range(Math.ceil(days / week), (n) => tick(scale.first + n * week, "day"));
  const months = days / 30.4;
  const step = [1, 2, 3, 6].find((size) => months / size <= room);
  const within = (found: Tick[]) => found.filter(({ day }) => day >= scale.first && day < scale.last);
  if (step) {
    const begin = Math.floor(month / step) * step;
    return within(range(Math.ceil(months / step) + 2, (n) => tick(Date.UTC(year, begin + n * step, 1) / DAY, "month")));
  }
  const years = [1, 2, 5, 10, 20, 50, 100].find((size) => days / 365 / size <= room) ?? 200;
  const begin = Math.floor(year / years) * years;
  return within(range(Math.ceil(days / 365 / years) + 2, (n) => tick(Date.UTC(begin + n * years, 0, 1) / DAY, "year")));
}

const range = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

function tick(day: number, grain: "day" | "month" | "year"): Tick {
  const at = new Date(day * DAY);
  const month = MONTHS[at.getUTCMonth()] ?? "";
  const first = grain !== "day" && at.getUTCMonth() === 0;
  if (grain === "year" || first) return { day, text: String(at.getUTCFullYear()), year: true };
  return { day, text: grain === "month" ? month : `${at.getUTCDate()} ${month}`, year: false };
}

/** Days as one reads them: "3–9 Aug 2024". */
export function daysText(first: string, last: string): string {
  const [a, b] = [first, last].map((day) => day.split("-").map(Number)) as [number[], number[]];
  const month = (parts: number[]) => MONTHS[(parts[1] ?? 1) - 1] ?? "";
  const whole = (parts: number[]) => `${parts[2]} ${month(parts)} ${parts[0]}`;
  if (first === last) return whole(a);
  if (a[0] !== b[0]) return `${whole(a)} – ${whole(b)}`;
  if (a[1] !== b[1]) return `${a[2]} ${month(a)} – ${whole(b)}`;
  return `${a[2]}–${whole(b)}`;
}
