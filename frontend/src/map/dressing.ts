/* The map's colours and pictures, and how they change with the person's colour scheme. */

import type { Map as Drawn } from "maplibre-gl";
import { style } from "./layers";
import { areaRing, hatching, palette } from "./palette";

/** Gives the map the pictures that layers are filled with. */
export function dress(map: Drawn): void {
  const colours = palette();
  const pictures = { hatch: hatching(colours.hatch), somewhere: hatching(colours.area, 10, 0.8), ring: areaRing(colours) };
  for (const [name, data] of Object.entries(pictures)) {
    if (map.hasImage(name)) map.updateImage(name, data);
    else map.addImage(name, data, { pixelRatio: name === "ring" ? 1 : 2 });
  }
  for (const layer of ["somewhere", "within"]) map.setPaintProperty(layer, "fill-opacity", 0.25);
}

/** Draws the map in the colours of the scheme that holds now. */
export function recolour(map: Drawn): void {
  for (const layer of style(palette()).layers) {
    for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name as "fill-color", value as never);
  }
  dress(map);
}
