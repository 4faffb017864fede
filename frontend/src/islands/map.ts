/* The map of incidents. data-src: where the cells are asked for; data-files: the folder of the map's files (beside the built
   files unless told). What is inside the element (a table, a link) stays for those who cannot see the map. */

import { GeoJSONSource, Map as Drawn, NavigationControl, ScaleControl, setWorkerUrl, type MapLayerMouseEvent } from "maplibre-gl";
import maplibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { ADDRESS_CHANGED, addressText, askFilter, dataAddress, filterNow, viewOf, viewText, type AddressChange } from "../address";
import { calm, html, settled, style as adopt } from "../dom";
import { getJson, overtaken } from "../fetching";
import { apart, areaPoints, cellPoints, circleOf, distance as kilometres, extent, near, parts, type Answer, type Area, type Cell } from "../map/answer";
import { gathered, named, roomFor } from "../map/areas";
import { circle, drawing } from "../map/drawing";
import { style } from "../map/layers";
import { dress, recolour } from "../map/dressing";
import { palette } from "../map/palette";
import { Panel } from "../map/panel";
import { nearby, titleOf } from "../map/titles";
import { fill, Provinces } from "../map/world";
import { words } from "../words";
import mapCss from "../map/map.css?inline";

const MOST_ZOOM = 12;

/** Draws the map into an element. */
export async function mount(element: HTMLElement, signal: AbortSignal): Promise<void> {
  const source = element.dataset.src;
  if (!source) throw new Error("the map island needs data-src");
  adopt(maplibreCss);
  adopt(mapCss);
  setWorkerUrl(new URL(workerUrl, import.meta.url).href);
  const box = html("div", { class: "map-box" });
  const frame = html("div", { class: "map-frame" }, box);
  element.prepend(frame);
  signal.addEventListener("abort", () => frame.remove());
  let map: Drawn;
  try {
    map = drawn(box);
  } catch {
    frame.replaceChildren(html("p", { class: "map-none" }, words.mapNone));
    return;
  }
  signal.addEventListener("abort", () => map.remove());
  const island = new MapIsland(map, element, frame, source, signal);
  await new Promise<void>((resolve) => void map.once("style.load", () => resolve()));
  if (!signal.aborted) await island.start();
}

function drawn(container: HTMLElement): Drawn {
  const view = viewOf(new URLSearchParams(location.search));
  return new Drawn({
    container,
    style: style(palette()),
    center: view ? [view.lon, view.lat] : [25, 25],
    zoom: view?.zoom ?? 1,
    minZoom: 0.5,
    maxZoom: MOST_ZOOM,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    cooperativeGestures: false,
    fadeDuration: calm() ? 0 : 200,
    locale: { "Map.Title": words.mapName },
  });
}

class MapIsland {
  private answer: Answer = { cells: [], areas: [], unlocated: 0 };
  /** The areas that have room for a ring. */
  private rings: Area[] = [];
  private asking: AbortController | undefined;
  private settledOnce = viewOf(new URLSearchParams(location.search)) !== undefined;
  /** Whether the person moved the map: only then is the view kept in the address. */
  private own = this.settledOnce;
  private readonly panel: Panel;
  private readonly provinces: Provinces;
  private readonly note = html("p", { class: "map-note quiet" });
  private readonly ask: () => void;

  constructor(
    private readonly map: Drawn,
    private readonly element: HTMLElement,
    private readonly frame: HTMLElement,
    private readonly source: string,
    private readonly signal: AbortSignal,
  ) {
    this.ask = settled(() => void this.fetch(), 180, signal);
    this.panel = new Panel(frame, { zoom: (cell) => this.zoom(cell), filter: (area) => this.filter(area), incident: (id) => this.incident(id), title: (id) => titleOf(element, id, signal), named: (cell) => nearby(map, cell) }, signal);
    this.provinces = new Provinces(map, this.files(), signal);
    signal.addEventListener("abort", () => this.asking?.abort());
  }

  async start(): Promise<void> {
    const { map, signal } = this;
    dress(map);
    this.controls();
    map.keyboard.disableRotation();
    map.touchZoomRotate.disableRotation();
    map.on("moveend", (event) => this.moved(event.originalEvent !== undefined));
    for (const layer of ["cells", "places"]) {
      map.on("click", layer, (event) => this.clicked(layer, event));
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    drawing(map, (told) => askFilter(this.element, { near: told }), () => this.circle());
    map.getCanvas().addEventListener("keydown", (event) => event.key === "Enter" && this.list(event), { signal });
    document.addEventListener(ADDRESS_CHANGED, (event) => this.refiltered((event as CustomEvent<AddressChange>).detail.back), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => recolour(map), { signal });
    await Promise.all([this.fetch(), fill(map, this.files(), signal)]);
    this.element.dataset.state = "ready";
  }

  private controls(): void {
    const { map } = this;
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-right");
    const button = (text: string, title: string, run: () => void) => {
      const made = html("button", { type: "button", title }, text);
      made.addEventListener("click", run);
      return made;
    };
    const bar = html(
      "div",
      { class: "map-bar" },
      button(words.mapWorld, words.mapWorldLong, () => this.fit()),
      button(words.mapHere, words.mapHereLong, () => this.here()),
      button(words.mapList, words.mapListLong, () => this.panel.everything(this.answer)),
    );
    bar.title = words.mapDraw;
    this.frame.append(bar);
    this.frame.after(this.note);
    this.signal.addEventListener("abort", () => this.note.remove());
  }

  private async fetch(): Promise<void> {
    this.asking?.abort();
    const control = (this.asking = new AbortController());
    const first = !this.settledOnce;
    const bounds = first ? [-180, -85, 180, 85] : this.bounds();
    const zoom = first ? 2 : this.map.getZoom();
    const address = dataAddress(this.source, filterNow(), { bounds: bounds.map((v) => v.toFixed(4)).join(","), zoom: zoom.toFixed(2) });
    try {
      const answer = await getJson<Answer>(address, control.signal);
      if (this.signal.aborted) return;
      this.show(answer);
      if (first) {
        this.settledOnce = true;
        if (!this.fit(answer, true)) this.ask();
      }
    } catch (error) {
      if (!overtaken(error)) this.tell(`${words.mapFailed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** The bounds shown; more than the globe is the globe. */
  private bounds(): [number, number, number, number] {
    const [west, south, east, north] = this.map.getBounds().toArray().flat() as [number, number, number, number];
    return east - west >= 360 ? [-180, south, 180, north] : [west, south, east, north];
  }

  private show(told: Answer): void {
    const zoom = this.map.getZoom();
    const cells = apart(told.cells, zoom);
    const answer = (this.answer = { ...told, cells, areas: gathered(told.areas, zoom) });
    this.rings = roomFor(answer.areas, cells, zoom);
    this.map.getSource<GeoJSONSource>("cells")?.setData(cellPoints(answer.cells));
    this.map.getSource<GeoJSONSource>("places")?.setData(areaPoints(this.rings, named(this.rings, cells, zoom)));
    this.outline();
    this.circle();
    const total = [...answer.cells, ...answer.areas].reduce((sum, one) => sum + one.incidents, 0);
    this.tell(total ? words.mapShown(total, answer.cells.length + answer.areas.length, answer.unlocated) : words.mapNothing);
  }

  /** Hatches the provinces that incidents are only known to lie in, or the one that is asked about; a country only where it is
      asked about or all there is, as else the map would be hatched all over. */
  private outline(asked?: Area): void {
    const all = asked ? [asked] : this.answer.areas;
    const [one] = all;
    this.light("somewhere", "iso", all.length === 1 && one?.precision === "country" && one.country ? [one.country] : []);
    const provinces = all.filter((area) => area.precision === "admin1" && area.id);
    this.light("within", "id", provinces.map((area) => area.id ?? ""));
    void this.provinces.of([...new Set(provinces.map((area) => area.country ?? ""))]);
  }

  private light(layer: string, property: string, values: string[]): void {
    for (const name of [layer, `${layer}-edge`]) this.map.setFilter(name, ["in", ["get", property], ["literal", values]]);
  }

  private tell(text: string): void {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  private circle(): void {
    circle(this.map, circleOf(new URLSearchParams(location.search)));
  }

  /** Shows all that an answer holds; false where that is nothing or changes nothing. */
  private fit(answer?: Answer, still = false): boolean {
    if (!answer) {
      this.settledOnce = this.own = false;
      this.keepView();
      void this.fetch();
      return true;
    }
    const box = extent(answer);
    if (!box) return false;
    const before = this.map.getZoom();
    this.map.fitBounds(box, { padding: 48, maxZoom: 7, animate: !still && !calm() });
    return this.map.getZoom() !== before || !still;
  }

  private moved(byHand: boolean): void {
    this.own ||= byHand;
    this.keepView();
    if (this.settledOnce) this.ask();
  }

  private keepView(): void {
    const centre = this.map.getCenter();
    const query = new URLSearchParams(location.search);
    if (this.own) query.set("map", viewText({ zoom: this.map.getZoom(), lat: centre.lat, lon: centre.lng }));
    else query.delete("map");
    history.replaceState(history.state, "", addressText(location.pathname, query) + location.hash);
  }

  /** Another filter: a map that the person moved stays, and says so in the address, or goes where it was at that time; one that
      nobody moved shows all that matches. */
  private refiltered(back: boolean): void {
    this.panel.close();
    const view = viewOf(new URLSearchParams(location.search));
    if (back && view) {
      this.own = true;
      this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
    } else if (!back) this.keepView();
    if (!this.own) this.settledOnce = false;
    this.ask();
  }

  private clicked(layer: string, event: MapLayerMouseEvent): void {
    if (event.originalEvent.shiftKey) return;
    const at = event.features?.at(0)?.properties.n as number | undefined;
    if (at === undefined || event.defaultPrevented) return;
    event.preventDefault();
    const [cell, area] = [this.answer.cells[at], this.rings[at]];
    if (layer === "places" && area) {
      this.outline(area);
      this.panel.somewhere(area);
    } else if (layer === "cells" && cell) this.opened(cell);
  }

  private opened(cell: Cell): void {
    if (parts(cell) && this.map.getZoom() < MOST_ZOOM - 0.1) this.zoom(cell);
    else this.panel.one(cell);
  }

  private zoom(cell: Cell): void {
    if (!parts(cell)) {
      this.panel.one(cell);
      return;
    }
    this.panel.close();
    this.own = true;
    const before = this.map.getZoom();
    const camera = this.map.cameraForBounds(cell.bounds, { padding: 60, maxZoom: MOST_ZOOM });
    this.map.easeTo({ center: [cell.lon, cell.lat], ...camera, zoom: Math.min(Math.max(camera?.zoom ?? 0, before + 1), MOST_ZOOM), animate: !calm() });
  }

  private here(): void {
    const centre = this.map.getCenter();
    const box = this.map.getBounds();
    const edge = { lat: box.getNorth(), lon: centre.lng };
    const side = { lat: centre.lat, lon: box.getEast() };
    const at = { lat: centre.lat, lon: centre.lng };
    askFilter(this.element, { near: near(at, Math.min(kilometres(at, edge), kilometres(at, side))) });
  }

  private list(event: KeyboardEvent): void {
    event.preventDefault();
    this.panel.everything(this.answer);
  }

  private filter(area: Area): void {
    this.panel.close();
    askFilter(this.element, { place: area.name, near: null });
  }

  private incident(id: string): string {
    return (this.element.dataset.incident ?? "/incidents/{id}").replace("{id}", encodeURIComponent(id));
  }

  private files(): string {
    return this.element.dataset.files ?? new URL(/* @vite-ignore */ "../map", import.meta.url).href;
  }
}
