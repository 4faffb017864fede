/* The one script of every page. Small islands are part of it; the map and the charts are fetched by pages that have one. */

import "htmx.org";
import { say, style } from "./dom";
import { Islands, type Mount } from "./islands";
import { copyButtons } from "./islands/copy";
import { mount as filter } from "./islands/filter";
import { mount as keys } from "./islands/keys";
import { mount as progress } from "./islands/progress";
import { mount as reader } from "./islands/reader";
import css from "./islands.css?inline";

style(css);
document.documentElement.classList.add("scripted");

const lazily = (load: () => Promise<{ mount: Mount }>) => async () => (await load()).mount;

new Islands(
  {
    chart: lazily(() => import("./islands/chart")),
    filter: () => filter,
    keys: () => keys,
    map: lazily(() => import("./islands/map")),
    progress: () => progress,
    reader: () => reader,
    timeline: lazily(() => import("./islands/timeline")),
  },
  (name, error) => {
    console.error(`island ${name}`, error);
    say(`A part of this page (${name}) could not be started; the tables show the same.`);
  },
).start(document.documentElement);

copyButtons(document);
