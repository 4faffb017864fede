/* Figures over time: a step line for each source with the band from low to high, every point a link to its words. The data are
   a JSON child; the table beside it shows the same. */

import * as Plot from "@observablehq/plot";
import css from "../chart/chart.css?inline";
import { axisText, beside, DASHES, drawnPoints, ownLink, parted, SYMBOLS, type Drawn, type Figures } from "../chart/figures";
import { dayText, Scale, ticks } from "../timeline/bins";
import { html, jsonChild, style, svg } from "../dom";
import { short, words } from "../words";

/** Draws the chart into an element. */
export function mount(element: HTMLElement, signal: AbortSignal): void {
  const figures = jsonChild(element) as Figures | undefined;
  if (!figures?.series) throw new Error("the chart island needs a JSON child with series");
  style(css);
  const points = drawnPoints(figures).filter((point) => ownLink(point.href, location.href));
  const chart = new Chart(figures, points);
  element.prepend(chart.frame);
  chart.draw();
  const resized = new ResizeObserver(() => chart.resized());
  resized.observe(chart.frame);
  signal.addEventListener("abort", () => (resized.disconnect(), chart.frame.remove()));
  element.dataset.state = "ready";
}

class Chart {
  readonly frame = html("figure", { class: "chart-frame" });
  private readonly place = html("div", {});
  private readonly sources: string[];
  private lit = "";
  private places = new Map<Drawn | undefined, Date>();
  private width = 0;

  constructor(
    private readonly figures: Figures,
    private readonly points: Drawn[],
  ) {
    this.sources = [...new Set(points.map((point) => point.source))];
    if (points.length) this.frame.append(this.place, this.legend());
    else this.frame.append(html("p", { class: "quiet" }, words.chartNone));
  }

  resized(): void {
    if (this.frame.clientWidth !== this.width) this.draw();
  }

  draw(): void {
    this.width = this.frame.clientWidth;
    if (!this.points.length || !this.width) return;
    const across = days(this.points, this.width);
    this.places = new Map(beside(this.points, ((across.domain[1].getTime() - across.domain[0].getTime()) / this.width) * 12).map((at, n) => [this.points[n], at]));
    const picture = Plot.plot({
      width: this.width,
      height: this.points.length < 5 ? 170 : Math.max(200, Math.min(300, this.width * 0.5)),
      marginLeft: 56,
      marginRight: 24,
      marginBottom: 38,
      ariaLabel: `${this.figures.measure}, ${this.figures.unit}`,
      x: { type: "utc", label: null, nice: false, ...across },
      y: { label: `${this.figures.unit} ${this.figures.measure}`, grid: true, domain: [0, Math.max(...this.points.map((point) => point.high), 1) * 1.08], ticks: 5, tickFormat: (value: number) => (Number.isInteger(value) ? short(value) : "") },
      marks: [...this.sources.flatMap((source, n) => this.marks(source, n)), ...opens(this.points)],
    });
    // Plot's own style element is refused by the content security policy; chart.css says the same.
    picture.querySelectorAll("style").forEach((sheet) => sheet.remove());
    if (picture instanceof SVGElement) this.dress(picture);
    this.place.replaceChildren(picture);
  }

  private marks(source: string, n: number): Plot.Markish[] {
    const own = this.points.filter((point) => point.source === source);
    const steps = parted(own);
    const name = `series series-${n % DASHES.length}${this.lit && this.lit !== source ? " faded" : ""}`;
    const dash = DASHES[n % DASHES.length];
    const at = { x: "day", className: name } as const;
    return [
      Plot.areaY(steps, { ...at, y1: "low", y2: "high", curve: "step-after", fill: "currentColor", fillOpacity: 0.16 }),
      Plot.ruleX(own.filter((point) => point.low !== point.high), { ...at, y1: "low", y2: "high", stroke: "currentColor", strokeWidth: 1.5 }),
      Plot.lineY(steps, { ...at, y: "value", curve: "step-after", stroke: "currentColor", strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}) }),
      Plot.dot(own, {
        ...at,
        x: (point: Drawn) => this.places.get(point),
        y: "value",
        r: 5,
        symbol: SYMBOLS[n % SYMBOLS.length] ?? "circle",
        stroke: "currentColor",
        strokeWidth: 2,
        fill: (point: Drawn) => (point.denied ? "var(--paper, #fff)" : "currentColor"),
        href: "href",
        ariaLabel: "title",
        title: "title",
      }),
    ];
  }

  /** Links say what they lead to; what else is drawn is not read out: the table beside the chart is. */
  private dress(picture: SVGElement): void {
    picture.setAttribute("role", "group");
    picture.querySelectorAll("g").forEach((group) => {
      group.removeAttribute("aria-label");
      if (!group.querySelector("a")) group.setAttribute("aria-hidden", "true");
    });
    picture.querySelectorAll("a").forEach((link) => {
      link.setAttribute("class", "chart-point");
      const drawn = link.querySelector("[aria-label]");
      link.setAttribute("aria-label", drawn?.getAttribute("aria-label") ?? "");
      drawn?.removeAttribute("aria-label");
    });
  }

  private legend(): HTMLElement {
    const items = this.sources.map((source, n) => {
      const dash = DASHES[n % DASHES.length] ?? "";
      const line = svg("line", { x1: 1, x2: 39, y1: 7, y2: 7, stroke: "currentColor", "stroke-width": 2, ...(dash ? { "stroke-dasharray": dash } : {}) });
      const swatch = svg("svg", { width: 40, height: 14, "aria-hidden": "true", class: `series series-${n % DASHES.length}` }, line, symbol(n));
      const button = html("button", { type: "button", "aria-pressed": "false" }, swatch, html("bdi", {}, source));
      button.addEventListener("click", () => this.light(source));
      return html("li", {}, button);
    });
    return html("figcaption", {}, html("ul", { class: "chart-legend", "aria-label": words.chartLegend }, ...items));
  }

  private light(source: string): void {
    this.lit = this.lit === source ? "" : source;
    this.frame.querySelectorAll(".chart-legend button").forEach((button, n) => button.setAttribute("aria-pressed", String(this.sources[n] === this.lit)));
    this.draw();
  }
}

const PATHS = ["M20 3a4 4 0 1 0 .01 0z", "M16 3h8v8h-8z", "M20 2l5 9h-10z", "M20 1l5 6-5 6-5-6z", "M20 1l1.7 4.2 4.3.3-3.3 2.8 1 4.2-3.7-2.3-3.7 2.3 1-4.2-3.3-2.8 4.3-.3z", "M18 2h4v3h3v4h-3v3h-4v-3h-3v-4h3z", "M18.5 12v-4l-4-2.5 1.5-2.5 4 2.5 4-2.5 1.5 2.5-4 2.5v4z", "M16 2l4 4 4-4 1.5 1.5-4 4 4 4-1.5 1.5-4-4-4 4-1.5-1.5 4-4-4-4z"];

const symbol = (n: number): SVGPathElement => svg("path", { d: PATHS[n % PATHS.length] ?? "", fill: "currentColor" });

/** Arrows at figures without an upper or a lower end: "at least", "at most". */
function opens(points: Drawn[]): Plot.Markish[] {
  const mark = (open: Drawn["open"], text: string, dy: number) => Plot.text(points.filter((point) => point.open === open), { x: "day", y: "value", text: () => text, dy, fontSize: 13, fill: "currentColor", ariaHidden: "true" });
  return [mark("up", "↑", -13), mark("down", "↓", 13)];
}

/** The days across, with some room on both sides, and marks at whole days, never finer: figures are told by the day. */
function days(points: Drawn[], width: number): { domain: [Date, Date]; ticks: Date[]; tickFormat: (day: Date, n: number) => string } {
  const times = points.map((point) => point.day.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.03, DAY / 2);
  const few = (last - first) / DAY < Math.min(width / 60, 12);
  const bin = { first: dayText(first / DAY), last: dayText(last / DAY), claims: 0, incidents: 0 };
  const told = few ? range(Math.round((last - first) / DAY) + 1).map((n) => first / DAY + n) : ticks(new Scale([bin], width - 80), 84).map(({ day }) => day);
  const marks = told.map((day) => new Date(day * DAY));
  return { domain: [new Date(first - room), new Date(last + room)], ticks: marks, tickFormat: (day, n) => axisText(day, n, marks) };
}

const DAY = 86_400_000;
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
