/* Small helpers for making elements and reading what the server wrote into the page. */

type Child = Node | string;
type Attributes = Record<string, string | number | boolean | undefined>;

/** An HTML element with attributes (false and undefined ones left out, true ones empty) and children; text stays text. */
export function html<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  dress(made, attributes, children);
  return made;
}

/** An SVG element, like html(). */
export function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  dress(made, attributes, children);
  return made;
}

function dress(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
}

/** The JSON in an element's script child, or undefined where there is none or it cannot be read. */
export function jsonChild(element: Element): unknown {
  const script = element.querySelector('script[type="application/json"]');
  try {
    return script ? (JSON.parse(script.textContent ?? "") as unknown) : undefined;
  } catch {
    return undefined;
  }
}

/** Says a sentence to screen readers, in the page's live region (made where the page has none). */
export function say(text: string): void {
  let live = document.getElementById("live");
  if (!live) {
    live = html("div", { id: "live", class: "visually-hidden", "aria-live": "polite" });
    document.body.append(live);
  }
  live.textContent = "";
  const region = live;
  requestAnimationFrame(() => (region.textContent = text));
}

/** Adds a style sheet to the page, once, without a style element, which the content security policy would refuse. */
export function style(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const adopted = new Set<string>();

/** Whether the person asked the system for less movement. */
export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Whether an event comes from something that one writes or chooses in. */
export function writing(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable=""], [contenteditable="true"]') !== null;
}

/** Runs a function when calls have stopped for so many milliseconds. */
export function settled<A extends unknown[]>(run: (...given: A) => void, wait: number, signal: AbortSignal): (...given: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
}
