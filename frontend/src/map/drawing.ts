/* Shift and drag draws a circle: the part of the map that the filter is to keep. */

import type { Map as Drawn, MapMouseEvent, GeoJSONSource } from "maplibre-gl";
import { distance, near, ring } from "./answer";

/** Draws a circle or none on the map. */
export function circle(map: Drawn, at: { lat: number; lon: number; km: number } | undefined): void {
  const features: GeoJSON.Feature[] = at ? [{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring(at, at.km)] } }] : [];
  map.getSource<GeoJSONSource>("near")?.setData({ type: "FeatureCollection", features });
}

/** Lets circles be drawn; ``done`` is given one as the filter has it, ``given`` up leaves what was. */
export function drawing(map: Drawn, done: (near: string) => void, given: () => void): void {
  let centre: { lat: number; lon: number } | undefined;
  let km = 0;
  const place = (event: MapMouseEvent) => ({ lat: event.lngLat.lat, lon: event.lngLat.lng });
  map.boxZoom.disable();
  map.on("mousedown", (event) => {
    if (!event.originalEvent.shiftKey || event.originalEvent.button !== 0) return;
    event.preventDefault();
    centre = place(event);
    km = 0;
  });
  map.on("mousemove", (event) => {
    if (!centre) return;
    km = distance(centre, place(event));
    if (km > 0) circle(map, { ...centre, km });
  });
  map.on("mouseup", (event) => {
    if (!centre) return;
    const drawn = centre;
    centre = undefined;
    km = distance(drawn, place(event));
    if (km >= 1) done(near(drawn, km));
    else given();
  });
}
