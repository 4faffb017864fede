/* The layers of the map, from the water up. Names are drawn with the system's own fonts: there is no "glyphs" address. */

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
/* The first name says the weight or the style; no font has it, so that the second is drawn with that. */
const FONT = ["system-ui"];
const BOLD = ["Bold", "system-ui"];
const ITALIC = ["Italic", "system-ui"];

/** Names of the sources that are filled later. */
export const SOURCES = ["countries", "coast", "borders", "disputed", "areas", "contested", "lakes", "rivers", "towns", "lands", "units", "near", "cells", "places"] as const;

/** The whole style, with empty sources. */
export function style(colours: Palette): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: "geojson", data: EMPTY, tolerance: name === "cells" || name === "places" ? 0 : 0.4 }])),
    layers: [...ground(colours), ...writing(colours), ...found(colours)],
  };
}

const grows = (...stops: number[]): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], ...stops];

function ground(c: Palette): LayerSpecification[] {
  const round = { "line-join": "round", "line-cap": "round" } as const;
  return [
    { id: "water", type: "background", paint: { "background-color": c.water } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": c.land, "fill-antialias": false } },
    { id: "contested", type: "fill", source: "areas", paint: { "fill-pattern": "hatch" } },
    { id: "somewhere", type: "fill", source: "countries", filter: ["in", ["get", "iso"], ["literal", []]], paint: { "fill-pattern": "somewhere" } },
    { id: "provinces", type: "line", source: "units", minzoom: 4, layout: round, paint: { "line-color": c.border, "line-width": 0.6, "line-opacity": 0.6 } },
    { id: "within", type: "fill", source: "units", filter: ["in", ["get", "id"], ["literal", []]], paint: { "fill-pattern": "somewhere" } },
    { id: "within-edge", type: "line", source: "units", filter: ["in", ["get", "id"], ["literal", []]], layout: round, paint: { "line-color": c.area, "line-width": 1.2, "line-opacity": 0.7 } },
    { id: "rivers", type: "line", source: "rivers", filter: ["<=", ["get", "rank"], ["+", ["zoom"], 0.5]], layout: round, paint: { "line-color": c.river, "line-width": grows(3, 0.6, 8, 1.8) } },
    { id: "lakes", type: "fill", source: "lakes", filter: ["<=", ["get", "rank"], ["zoom"]], paint: { "fill-color": c.water, "fill-outline-color": c.coast } },
    { id: "coast", type: "line", source: "coast", layout: round, paint: { "line-color": c.coast, "line-width": grows(1, 0.4, 6, 0.9) } },
    { id: "borders", type: "line", source: "borders", layout: round, paint: { "line-color": c.border, "line-width": grows(1, 0.5, 6, 1.2) } },
    { id: "disputed", type: "line", source: "disputed", layout: { "line-join": "round" }, paint: { "line-color": c.disputed, "line-width": grows(1, 0.6, 6, 1.4), "line-dasharray": [3, 2] } },
    { id: "somewhere-edge", type: "line", source: "countries", filter: ["in", ["get", "iso"], ["literal", []]], layout: round, paint: { "line-color": c.area, "line-width": 1.4, "line-opacity": 0.7 } },
  ];
}

function writing(c: Palette): LayerSpecification[] {
  const order: ExpressionSpecification = ["get", "order"];
  const name: ExpressionSpecification = ["get", "name"];
  const named = { "text-field": name, "text-font": FONT, "symbol-sort-key": order };
  const halo = { "text-halo-color": c.halo, "text-halo-width": 1.4 };
  const shown: ExpressionSpecification = ["<=", ["get", "zoom"], ["zoom"]];
  return [
    { id: "town-dots", type: "circle", source: "towns", filter: shown, paint: { "circle-radius": grows(4, 1.4, 9, 2.4), "circle-color": c.town, "circle-stroke-width": 1, "circle-stroke-color": c.halo } },
    {
      id: "towns", type: "symbol", source: "towns", filter: shown,
      layout: { ...named, "text-size": grows(4, 10.5, 9, 13), "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.45, "text-justify": "auto", "text-padding": 3 },
      paint: { "text-color": c.town, ...halo },
    },
    {
      id: "contested-names", type: "symbol", source: "contested", minzoom: 4.5,
      layout: { ...named, "text-font": ITALIC, "text-field": ["concat", ["get", "name"], "\n(disputed)"], "text-size": 11, "text-max-width": 7 },
      paint: { "text-color": c.disputed, ...halo },
    },
    {
      id: "lands", type: "symbol", source: "lands", filter: shown, maxzoom: 7.5,
      layout: { ...named, "text-font": BOLD, "text-size": grows(1, 10, 5, 14), "text-letter-spacing": 0.06, "text-max-width": 7, "text-padding": 4 },
      paint: { "text-color": c.country, ...halo },
    },
  ];
}

function found(c: Palette): LayerSpecification[] {
  return [
    { id: "near-fill", type: "fill", source: "near", paint: { "fill-color": c.cell, "fill-opacity": 0.08 } },
    { id: "near", type: "line", source: "near", paint: { "line-color": c.cell, "line-width": 2, "line-dasharray": [2, 1.5] } },
    {
      id: "places", type: "symbol", source: "places",
      layout: {
        "icon-image": "ring", "icon-allow-overlap": true, "icon-size": ["get", "size"], "symbol-sort-key": ["get", "order"],
        "text-field": ["get", "text"], "text-font": BOLD, "text-size": 11.5, "text-allow-overlap": true,
      },
      paint: { "text-color": c.areaInk, "text-halo-color": c.halo, "text-halo-width": 1 },
    },
    {
      id: "place-names", type: "symbol", source: "places",
      layout: { "text-field": ["get", "name"], "text-font": ITALIC, "text-size": 11.5, "text-anchor": "top", "text-offset": [0, 1.6], "text-allow-overlap": true, "text-max-width": 9 },
      paint: { "text-color": c.areaInk, "text-halo-color": c.halo, "text-halo-width": 1.5 },
    },
    {
      id: "loose", type: "circle", source: "cells", minzoom: 5.5, filter: ["get", "loose"],
      paint: { "circle-radius": ["+", ["get", "radius"], 6], "circle-color": c.cell, "circle-opacity": 0.22, "circle-stroke-color": c.cell, "circle-stroke-width": 1, "circle-stroke-opacity": 0.6 },
    },
    {
      id: "cells", type: "circle", source: "cells", layout: { "circle-sort-key": ["get", "incidents"] },
      paint: { "circle-radius": ["get", "radius"], "circle-color": c.cell, "circle-opacity": 0.92, "circle-stroke-color": c.cellEdge, "circle-stroke-width": 1.5 },
    },
    {
      id: "cell-text", type: "symbol", source: "cells", filter: [">", ["get", "incidents"], 1],
      layout: { "text-field": ["get", "text"], "text-font": BOLD, "text-size": 11.5, "text-allow-overlap": true, "text-ignore-placement": true, "symbol-sort-key": ["get", "incidents"] },
      paint: { "text-color": c.cellInk },
    },
  ];
}
