/* The time line: bars over time, and a brush that sets the first and the last day of the filter. data-src: where the bars are
   asked for. It always shows all days that the rest of the filter matches, so that a choice can be widened. */

import { ADDRESS_CHANGED, askFilter, dataAddress, filterNow, without } from "../address";
import { html, settled, style, svg } from "../dom";
import { getJson, overtaken } from "../fetching";
import { bulk, chosen, daysText, dayNumber, moved, Scale, ticks, type Bin, type Edge, type Timeline } from "../timeline/bins";
import css from "../timeline/timeline.css?inline";
import { words } from "../words";

const HEIGHT = 84;
const AXIS = 20;

/** Draws the time line into an element. */
export async function mount(element: HTMLElement, signal: AbortSignal): Promise<void> {
  const source = element.dataset.src;
  if (!source) throw new Error("the timeline island needs data-src");
  style(css);
  const line = new TimelineIsland(element, source, signal);
  await line.fetch();
}

class TimelineIsland {
  private told: Timeline = { grain: "day", bins: [], undated: 0 };
  private choice: [number, number] | undefined;
  private scale: Scale | undefined;
  private asking: AbortController | undefined;
  private readonly frame = html("div", { class: "time-frame", role: "group", "aria-label": words.timeName });
  private readonly note = html("p", { class: "time-note quiet" });
  private readonly said = html("span", {});
  private readonly clear = html("button", { type: "button", class: "time-clear", hidden: true }, words.timeClear);
  private readonly closer = html("button", { type: "button", class: "time-clear", hidden: true }, words.timeCloser);
  /** The days that are shown where they are not all; ``outside``: the claims beyond, where no one asked for that. */
  private window: { since: string; until: string; outside?: number } | undefined;
  private whole = false;
  private readonly send: () => void;

  constructor(
    private readonly element: HTMLElement,
    private readonly source: string,
    private readonly signal: AbortSignal,
  ) {
    this.note.append(this.said, this.closer, this.clear);
    element.prepend(this.frame, this.note);
    this.send = settled(() => this.asked(), 500, signal);
    signal.addEventListener("abort", () => (this.asking?.abort(), this.frame.remove(), this.note.remove()));
    this.clear.addEventListener("click", () => this.all());
    this.closer.addEventListener("click", () => this.look());
    document.addEventListener(ADDRESS_CHANGED, () => void this.fetch(), { signal });
    const resized = new ResizeObserver(() => this.told.bins.length > 0 && this.frame.clientWidth !== this.scale?.width && this.draw());
    resized.observe(this.frame);
    signal.addEventListener("abort", () => resized.disconnect());
    this.pointer();
  }

  /** Asks for the bars and draws them. */
  async fetch(): Promise<void> {
    this.asking?.abort();
    const control = (this.asking = new AbortController());
    try {
      if (this.window?.outside !== undefined) this.window = undefined;
      this.told = await getJson<Timeline>(this.address(), control.signal);
      const asked = new URLSearchParams(location.search);
      if (!this.window && !this.whole && !asked.has("since") && !asked.has("until")) await this.trim(control.signal);
      if (this.signal.aborted) return;
      this.fromAddress();
      this.draw();
      this.element.dataset.state = "ready";
    } catch (error) {
      if (!overtaken(error)) this.said.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  private address(): string {
    const bins = Math.min(Math.max(Math.floor(this.frame.clientWidth / 3), 60), 400);
    const days = this.window ? { since: this.window.since, until: this.window.until } : {};
    return dataAddress(this.source, without(filterNow(), "since", "until"), { bins: String(bins), ...days });
  }

  /** A few claims of long ago would leave all others in one bar: then those are told, and the rest is shown. */
  private async trim(signal: AbortSignal): Promise<void> {
    this.window = bulk(this.told.bins);
    if (this.window) this.told = { ...(await getJson<Timeline>(this.address(), signal)), undated: this.told.undated };
  }

  private fromAddress(): void {
    const query = new URLSearchParams(location.search);
    this.choice = chosen(this.told.bins, query.get("since"), query.get("until"));
  }

  /** Shows the chosen days alone, finer. */
  private look(): void {
    const [first, last] = [this.told.bins[this.choice?.[0] ?? 0], this.told.bins[this.choice?.[1] ?? 0]];
    if (!first || !last) return;
    this.window = { since: first.first, until: last.last };
    void this.fetch();
    this.frame.querySelector<HTMLElement>('[data-edge="from"]')?.focus();
  }

  /** Shows all days and asks for all. */
  private all(): void {
    this.window = undefined;
    this.whole = true;
    const asked = new URLSearchParams(location.search);
    if (asked.has("since") || asked.has("until")) askFilter(this.element, { since: null, until: null });
    else void this.fetch();
  }

  private draw(): void {
    const { bins } = this.told;
    this.frame.hidden = !bins.length;
    const width = this.frame.clientWidth;
    if (!bins.length) this.tell(words.timeNone);
    if (!bins.length || !width) return;
    const scale = (this.scale = new Scale(bins, width));
    const most = Math.max(...bins.map((bin) => bin.claims), 1);
    const bar = (bin: Bin, value: number, name: string) => {
      const [left, right] = [scale.x(dayNumber(bin.first)), scale.x(dayNumber(bin.last) + 1)];
      const height = value ? Math.max((value / most) * (HEIGHT - 6), 2) : 0;
      const gap = right - left > 4 ? 1 : 0;
      return svg("rect", { class: name, x: left.toFixed(2), y: (HEIGHT - height).toFixed(2), width: Math.max(right - left - gap, 1.5).toFixed(2), height: height.toFixed(2) });
    };
    const picture = svg(
      "svg",
      { width, height: HEIGHT + AXIS, "aria-hidden": "true", class: "time-picture" },
      ...bins.map((bin) => bar(bin, bin.claims, "time-claims")),
      ...bins.map((bin) => bar(bin, bin.incidents, "time-incidents")),
      svg("line", { class: "time-base", x1: 0, x2: width, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 }),
      ...ticks(scale).map(({ day, text, year }) => svg("text", { class: year ? "time-year" : "time-tick", x: Math.min(scale.x(day) + 2, width - 24).toFixed(1), y: HEIGHT + 15 }, text)),
    );
    const focused = document.activeElement instanceof HTMLElement && this.frame.contains(document.activeElement) ? document.activeElement.dataset.edge : undefined;
    this.frame.replaceChildren(picture, html("div", { class: "time-chosen" }), this.handle("from"), this.handle("to"));
    this.place();
    if (focused) this.frame.querySelector<HTMLElement>(`[data-edge="${focused}"]`)?.focus({ preventScroll: true });
  }

  private handle(edge: Edge): HTMLElement {
    const made = html("div", { class: "time-handle", role: "slider", tabindex: 0, "data-edge": edge, "aria-label": edge === "from" ? words.timeFrom : words.timeTo, "aria-orientation": "horizontal" });
    made.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape" && (this.choice || this.window)) this.all();
      const now = moved(this.choice ?? [0, this.told.bins.length - 1], edge, event.key, this.told.bins.length);
      if (!now) return;
      event.preventDefault();
      event.stopPropagation();
      this.choose(now);
      this.send();
    });
    return made;
  }

  private choose(now: [number, number] | undefined): void {
    this.choice = now;
    this.place();
  }

  /** Puts the brush where the choice is. */
  private place(): void {
    const { bins, undated } = this.told;
    const { scale } = this;
    if (!scale) return;
    const [from, to] = this.choice ?? [0, bins.length - 1];
    const [first, last] = [bins[from], bins[to]];
    if (!first || !last) return;
    const [left, right] = [scale.x(dayNumber(first.first)), scale.x(dayNumber(last.last) + 1)];
    const box = this.frame.querySelector<HTMLElement>(".time-chosen");
    if (box) Object.assign(box.style, { left: `${left}px`, width: `${right - left}px` });
    this.frame.classList.toggle("time-some", this.choice !== undefined);
    for (const handle of this.frame.querySelectorAll<HTMLElement>(".time-handle")) {
      const start = handle.dataset.edge === "from";
      handle.style.left = `${start ? left : right}px`;
      const told = { "aria-valuemin": start ? 0 : from, "aria-valuemax": start ? to : bins.length - 1, "aria-valuenow": start ? from : to, "aria-valuetext": start ? daysText(first.first, first.first) : daysText(last.last, last.last) };
      for (const [name, value] of Object.entries(told)) handle.setAttribute(name, String(value));
    }
    this.clear.hidden = this.choice === undefined && this.window === undefined;
    this.closer.hidden = this.choice === undefined || this.told.grain === "day" || (from === 0 && to === bins.length - 1);
    const days = daysText(first.first, last.last);
    const within = bins.slice(from, to + 1).reduce((sum, bin) => [sum[0] + bin.claims, sum[1] + bin.incidents] as [number, number], [0, 0] as [number, number]);
    const told = this.choice ? `${words.timeBin(days, within[0], within[1])}.` : `${days}. ${words.timeHint}`;
    const outside = this.window?.outside ? ` ${words.timeOutside(this.window.outside)}` : "";
    this.tell(`${told}${outside}${undated ? ` ${words.timeUndated(undated)}.` : ""}`);
  }

  private tell(text: string): void {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  private asked(): void {
    if (!this.choice) return;
    const { bins } = this.told;
    const [from, to] = this.choice;
    // An edge that stands at an end asks for nothing, so that what is added later is found too.
    const [least, most] = this.window && this.window.outside === undefined ? [this.window.since, this.window.until] : [null, null];
    askFilter(this.element, { since: from === 0 ? least : (bins[from]?.first ?? null), until: to === bins.length - 1 ? most : (bins[to]?.last ?? null) });
  }

  /** Dragging across bars, or an edge; without a button, what lies under the pointer. */
  private pointer(): void {
    const { frame, signal } = this;
    let anchor: number | undefined;
    let started = 0;
    const at = (event: PointerEvent) => this.scale?.bar(this.told.bins, event.clientX - frame.getBoundingClientRect().left) ?? 0;
    frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.told.bins.length) return;
      const edge = event.target instanceof HTMLElement ? event.target.dataset.edge : undefined;
      const [from, to] = this.choice ?? [0, this.told.bins.length - 1];
      anchor = edge === "from" ? to : edge === "to" ? from : at(event);
      started = event.clientX;
      frame.setPointerCapture(event.pointerId);
    }, { signal });
    frame.addEventListener("pointermove", (event) => {
      const bar = at(event);
      if (anchor === undefined) {
        const bin = this.told.bins[bar];
        if (bin && event.pointerType === "mouse") this.tell(words.timeBin(daysText(bin.first, bin.last), bin.claims, bin.incidents));
      } else if (Math.abs(event.clientX - started) > 3) this.choose([Math.min(anchor, bar), Math.max(anchor, bar)]);
    }, { signal });
    frame.addEventListener("pointerup", (event) => {
      if (anchor === undefined) return;
      const edge = event.target instanceof HTMLElement && event.target.dataset.edge;
      if (Math.abs(event.clientX - started) <= 3 && !edge) this.choose([anchor, anchor]);
      anchor = undefined;
      this.asked();
    }, { signal });
    frame.addEventListener("pointercancel", () => ((anchor = undefined), this.fromAddress(), this.place()), { signal });
    frame.addEventListener("pointerleave", () => anchor === undefined && this.place(), { signal });
  }
}
