/* Progress of a job: an EventSource on data-src. Each event is JSON {done, total, text, refused, href}; "end" closes. Without a
   script the page reloads itself by a meta element, which is taken out here.

   <div data-island="progress" data-src="/api/jobs/7/events"><progress></progress><p data-progress-text></p><ul data-progress-log></ul></div> */

import { html, say, settled } from "../dom";
import { words } from "../words";

/** One step of a job. ``total`` is null while unknown; ``log`` is a line about one file; ``href`` where to go at the end. */
export interface Step {
  done: number;
  total: number | null;
  text?: string;
  log?: string;
  refused?: boolean;
  href?: string;
}

/** Follows a job while the element is in the page. */
export function mount(element: HTMLElement, signal: AbortSignal): void {
  const source = element.dataset.src;
  if (!source) throw new Error("the progress island needs data-src");
  document.querySelectorAll('meta[http-equiv="refresh"]').forEach((meta) => meta.remove());
  const events = new EventSource(source);
  signal.addEventListener("abort", () => events.close());
  const spoken = settled((text: string) => say(text), 1500, signal);
  events.addEventListener("message", (event) => step(element, read(event.data), spoken));
  events.addEventListener("end", (event) => {
    events.close();
    const last = read((event as MessageEvent<unknown>).data);
    step(element, last, spoken);
    element.dispatchEvent(new CustomEvent("sayso:done", { bubbles: true }));
    element.dataset.state = "done";
    if (last?.href) finished(element, last.href);
  });
  let lost = 0;
  events.addEventListener("open", () => (lost = 0));
  events.addEventListener("error", () => {
    // The browser asks again by itself; only when that has failed for a while is it said.
    lost += 1;
    if ((events.readyState === EventSource.CLOSED || lost > 5) && element.dataset.state !== "done") told(element, words.progressLost);
  });
}

function read(data: unknown): Step | undefined {
  try {
    return JSON.parse(String(data)) as Step;
  } catch {
    return undefined;
  }
}

function step(element: HTMLElement, now: Step | undefined, spoken: (text: string) => void): void {
  if (!now) return;
  const bar = element.querySelector("progress");
  if (bar && now.total) {
    bar.max = now.total;
    bar.value = now.done;
  }
  const text = now.text ?? words.progress(now.done, now.total);
  told(element, text);
  spoken(text);
  if (now.log) element.querySelector("[data-progress-log]")?.append(html("li", { class: now.refused ? "refused" : "" }, html("bdi", {}, now.log)));
}

function told(element: HTMLElement, text: string): void {
  const place = element.querySelector("[data-progress-text]");
  if (place) place.textContent = text;
}

function finished(element: HTMLElement, href: string): void {
  const to = new URL(href, location.href);
  if (to.origin !== location.origin) return;
  if ("follow" in element.dataset) location.assign(to);
  else element.append(html("p", {}, html("a", { href: to.pathname + to.search }, words.progressSee)));
}
