/* The filter bar: one form, one address. Scripts send it as soon as something is chosen, leave empty parts out of the address,
   and let other islands (map, time line) ask for a change; htmx takes what the server answers into the page. Going back and
   forward takes parts in too, so that the map stays. A form without hx-get loads the page, with a tidy address.

   <form data-island="filter" action="/" method="get" hx-get="/" hx-target="#found" hx-swap="outerHTML" hx-push-url="true"> */

import htmx from "htmx.org";
import { ADDRESS_CHANGED, addressText, tidy, type AddressChange, type FilterChange } from "../address";
import { say, settled } from "../dom";
import { asWritten } from "../forms";

/** What htmx tells of a request in its events, as far as it is used here. */
interface Context {
  sourceElement: Element;
  target: Element | string | null;
  request: { body: FormData | null };
}

interface Told {
  ctx: Context;
}

/** Enhances the filter's form. */
export function mount(element: HTMLElement, signal: AbortSignal): void {
  if (!(element instanceof HTMLFormElement)) throw new Error("the filter island must be a form");
  const filter = new Filter(element);
  if (!element.hasAttribute("hx-sync")) element.setAttribute("hx-sync", "this:replace");
  const send = settled(() => filter.send(), 200, signal);
  unfolded(element, signal);
  element.addEventListener("input", () => filter.touched(), { signal });
  element.addEventListener("change", send, { signal });
  element.addEventListener("submit", (event) => filter.submitted(event), { signal, capture: true });
  element.addEventListener("htmx:config:request", (event) => filter.configured(event as CustomEvent<Told>), { signal });
  document.addEventListener("sayso:filter", (event) => filter.asked(event as CustomEvent<FilterChange>), { signal });
  document.addEventListener("htmx:before:history:restore", (event) => filter.back(event as CustomEvent<{ path: string }>), { signal });
  document.addEventListener("htmx:before:history:update", (event) => filter.readable(event as CustomEvent<{ history: { path: string } }>), { signal });
  document.addEventListener("htmx:after:history:push", () => changedAddress({ back: false }), { signal });
  document.addEventListener("htmx:before:request", (event) => filter.busy(event as CustomEvent<Told>, true), { signal });
  document.addEventListener("htmx:finally:request", (event) => filter.busy(event as CustomEvent<Told>, false), { signal });
  document.addEventListener("htmx:after:swap", () => filter.swapped(), { signal });
}

const changedAddress = (detail: AddressChange): boolean => document.dispatchEvent(new CustomEvent<AddressChange>(ADDRESS_CHANGED, { detail }));

const UNFOLDED = "sayso.more";

/** "More parts" stays as it was left, on every page of this visit; what is set in it stands in the chips either way. */
function unfolded(form: HTMLElement, signal: AbortSignal): void {
  const more = form.querySelector<HTMLDetailsElement>("details.more");
  if (!more) return;
  try {
    if (sessionStorage.getItem(UNFOLDED)) more.open = true;
  } catch {
    return; // a browser that keeps nothing
  }
  more.querySelector("summary")?.addEventListener("click", () => {
    if (more.open) sessionStorage.removeItem(UNFOLDED);
    else sessionStorage.setItem(UNFOLDED, "1");
  }, { signal });
}

class Filter {
  private change: FilterChange = {};
  private said = "";
  /** What was asked for and is not answered yet. */
  private sent = "";
  private fresh = false;

  constructor(private readonly form: HTMLFormElement) {
    this.said = this.summary();
  }

  /** Something was written or chosen that is not asked for yet. */
  touched(): void {
    this.fresh = true;
  }

  /** Sends the form unless it says what the address says, or what is on its way already. */
  send(): void {
    const asked = this.query(new FormData(this.form), {}).toString();
    if (asked !== this.sent && asked !== tidy(new URLSearchParams(location.search)).toString()) this.form.requestSubmit();
  }

  /** A change that another island asks for. */
  asked(event: CustomEvent<FilterChange>): void {
    event.preventDefault();
    this.change = event.detail;
    this.form.requestSubmit();
  }

  /** Without htmx the page is loaded, but at a tidy address. */
  submitted(event: Event): void {
    if (this.form.hasAttribute("hx-get") || this.form.method !== "get") return;
    event.preventDefault();
    location.assign(addressText(new URL(this.form.action, location.href).pathname, this.query(new FormData(this.form), this.change)));
  }

  configured(event: CustomEvent<Told>): void {
    const { ctx } = event.detail;
    if (ctx.sourceElement !== this.form || !ctx.request.body) return;
    const body = new FormData();
    for (const [name, value] of this.query(ctx.request.body, this.change)) body.append(name, value);
    ctx.request.body = body;
    this.fresh = false;
    this.sent = new URLSearchParams([...body] as [string, string][]).toString();
    this.change = {};
  }

  /** Back and forward: the parts of the page that the form would swap are asked for, and no more. */
  back(event: CustomEvent<{ path: string }>): void {
    const { path } = event.detail;
    const target = this.form.getAttribute("hx-target");
    if (!target || !document.querySelector(target) || new URL(path, location.href).pathname !== new URL(this.form.action, location.href).pathname) return;
    event.preventDefault();
    changedAddress({ back: true });
    void htmx.ajax("GET", path, { source: target, target, swap: this.form.getAttribute("hx-swap") ?? "outerHTML" });
  }

  readable(event: CustomEvent<{ history: { path: string } }>): void {
    const told = event.detail.history;
    const [path, query] = told.path.split("?", 2) as [string, string?];
    if (query) told.path = addressText(path, new URLSearchParams(query));
  }

  busy(event: CustomEvent<Told>, now: boolean): void {
    if (!now && event.detail.ctx.sourceElement === this.form) this.sent = "";
    const selector = this.form.getAttribute("hx-target") ?? "";
    const target = selector ? document.querySelector(selector) : null;
    if (!target || (now && event.detail.ctx.target !== target)) return;
    if (now) target.setAttribute("aria-busy", "true");
    else target.removeAttribute("aria-busy");
  }

  /** After an answer: the form shows what was asked, and what was found is said. */
  swapped(): void {
    // A control that somebody touched keeps its state when its attributes change; but what is new since stays.
    if (!this.fresh) asWritten(this.form);
    this.announce();
  }

  /** Says what was found, when that has changed. */
  private announce(): void {
    const text = this.summary();
    if (text && text !== this.said) say(text);
    this.said = text;
  }

  private summary(): string {
    const selector = this.form.getAttribute("hx-target") ?? "";
    const place = selector ? document.querySelector(`${selector} [data-announce]`) : null;
    return (place?.textContent ?? "").trim().replace(/\s+/g, " ");
  }

  /** What the form asks, with the change that was asked for and the map where it is; paging starts again. */
  private query(form: FormData, change: FilterChange): URLSearchParams {
    const told = new URLSearchParams([...form].filter((part): part is [string, string] => typeof part[1] === "string"));
    for (const [name, value] of Object.entries(change)) {
      if (value) told.set(name, value);
      else told.delete(name);
    }
    told.delete("cursor");
    const map = new URLSearchParams(location.search).get("map");
    if (map) told.set("map", map);
    return tidy(told);
  }
}
