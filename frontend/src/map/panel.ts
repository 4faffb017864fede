/* The panel over the map: what is shown, or what a circle stands for, as a list of links. */

import { html } from "../dom";
import { words, counted } from "../words";
import type { Answer, Area, Cell } from "./answer";
import { countryName, unfound } from "./areas";

/** What the panel asks of the map. */
export interface Asked {
  /** Goes to a cell. */
  zoom(cell: Cell): void;
  /** Filters by a place. */
  filter(area: Area): void;
  /** The address of an incident. */
  incident(id: string): string;
  /** What an incident is called, when it is known. */
  title(id: string): Promise<string | undefined>;
  /** What stands where, for places that have no name of their own. */
  named(cell: Cell): string;
}

const MOST = 60;
/** How many incidents of an area are listed one by one. */
const FEW = 8;

/** A panel that stands in the map's corner and closes by its button or Escape, giving back the focus. */
export class Panel {
  private readonly box = html("div", { class: "map-panel", role: "group", tabindex: -1, hidden: true });
  private before: Element | null = null;

  constructor(
    parent: HTMLElement,
    private readonly asked: Asked,
    signal: AbortSignal,
  ) {
    parent.append(this.box);
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), this.close()), { signal });
  }

  /** Lists all that is shown, the largest first. */
  everything(answer: Answer): void {
    const cells = [...answer.cells].sort((a, b) => b.incidents - a.incidents).slice(0, MOST);
    const rows = [...answer.areas.flatMap((area) => area.parts ?? [area]).sort((a, b) => b.incidents - a.incidents).map((area) => this.area(area)), ...cells.map((cell) => this.cell(cell))];
    const total = answer.cells.reduce((sum, cell) => sum + cell.incidents, 0) + answer.areas.reduce((sum, area) => sum + area.incidents, 0);
    const left = answer.cells.length - cells.length;
    this.show(rows.length ? words.mapShown(total, answer.cells.length + answer.areas.length, answer.unlocated) : words.mapNothing, rows, left > 0 ? words.mapMore(left) : "");
  }

  /** Lists the incidents of one cell. */
  one(cell: Cell): void {
    const rows = cell.ids.map((id) => this.incident(id));
    const left = cell.incidents - cell.ids.length;
    this.show(`${this.asked.named(cell)}: ${counted(cell.incidents, "incident")}, ${counted(cell.claims, "claim")}`, rows, left > 0 ? words.mapMore(left) : "");
  }

  /** Tells of one area. */
  somewhere(area: Area): void {
    const parts = [...(area.parts ?? [area])].sort((a, b) => b.incidents - a.incidents);
    const title = `${words.mapIn(area.name, area.precision)}: ${counted(area.incidents, "incident")}`;
    const ids = parts.flatMap((part) => part.ids ?? []).slice(0, FEW);
    const left = area.incidents - ids.length;
    const rows = parts.length > 1 && left > 0 ? parts.map((part) => this.area(part)) : [...ids.map((id) => this.incident(id)), this.only(area)];
    this.show(title, rows, parts.length === 1 && left > 0 ? words.mapMore(left) : "");
  }

  /** Shuts the panel. */
  close(): void {
    if (this.box.hidden) return;
    const within = this.box.contains(document.activeElement);
    this.box.hidden = true;
    if (within && this.before instanceof HTMLElement) this.before.focus();
  }

  private show(title: string, rows: HTMLElement[], end = ""): void {
    const shut = html("button", { type: "button", class: "map-shut", "aria-label": words.close }, "×");
    shut.addEventListener("click", () => this.close());
    const list = html("ul", {}, ...rows);
    this.box.setAttribute("aria-label", title);
    this.box.replaceChildren(html("p", { class: "map-panel-head" }, html("bdi", {}, title), shut), list, ...(end ? [html("p", { class: "quiet" }, end)] : []));
    if (!this.box.contains(document.activeElement)) this.before = document.activeElement;
    this.box.hidden = false;
    this.box.focus({ preventScroll: true });
  }

  private cell(cell: Cell): HTMLElement {
    const [only] = cell.ids;
    if (cell.incidents === 1 && only) return this.incident(only);
    const go = html("button", { type: "button" }, html("bdi", {}, this.asked.named(cell)), ` · ${counted(cell.incidents, "incident")}`);
    go.addEventListener("click", () => this.asked.zoom(cell));
    return html("li", {}, go);
  }

  private area(area: Area): HTMLElement {
    const where = unfound(area) ? words.mapUnfound(area.name, countryName(area.country ?? "")) : words.mapIn(area.name, area.precision);
    return html("li", {}, html("bdi", {}, where), ` · ${counted(area.incidents, "incident")} `, this.filter(area));
  }

  private only(area: Area): HTMLElement {
    return html("li", {}, this.filter(area));
  }

  private filter(area: Area): HTMLElement {
    const go = html("button", { type: "button" }, words.mapFilterPlace(area.name));
    go.addEventListener("click", () => this.asked.filter(area));
    return go;
  }

  private incident(id: string): HTMLElement {
    const link = html("a", { href: this.asked.incident(id) }, words.mapIncident(id));
    void this.asked.title(id).then((title) => title && link.replaceChildren(html("bdi", {}, title)));
    return html("li", {}, link);
  }
}
