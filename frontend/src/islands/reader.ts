/* The reader: the report on one side, its claims on the other, each leading to the other.

   Pieces of marked words: <span class="m place" data-at="12-18" data-c="KEY KEY"> (pieces of one mark share data-at; data-c are
   the ids of the claims that have it). A claim: <li class="claim" id="KEY"> with a heading link <a data-words="KEY"> and fields
   <div data-lights="12-18 30-34" tabindex="0"> that light the words they come from. */

import { calm, say, writing } from "../dom";
import { words } from "../words";
import { adding } from "./adding";

/** Enhances the report and the claims within one element. */
export function mount(element: HTMLElement, signal: AbortSignal): void {
  const reader = new Reader(element);
  for (const kind of ["pointerover", "focusin"] as const) element.addEventListener(kind, (event) => reader.over(event.target), { signal });
  for (const kind of ["pointerleave", "focusout"] as const) element.addEventListener(kind, () => reader.dim(), { signal });
  element.addEventListener("click", (event) => reader.clicked(event), { signal });
  document.addEventListener("keydown", (event) => reader.pressed(event), { signal });
  signal.addEventListener("abort", () => reader.clear());
  adding(element, signal);
  reader.begin();
}

class Reader {
  private current: HTMLElement | null = null;

  constructor(private readonly root: HTMLElement) {}

  /** Chooses the claim that the address or the page names. */
  begin(): void {
    const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const claim = named?.matches(".claim") && this.root.contains(named) ? named : this.root.querySelector<HTMLElement>(".claim.on");
    if (!claim) return;
    claim.scrollIntoView({ block: "nearest", behavior: "instant" });
    this.choose(claim, "words", false);
  }

  /** Lights the words of the field under the pointer or in focus. */
  over(target: EventTarget | null): void {
    const field = target instanceof Element ? target.closest<HTMLElement>("[data-lights]") : null;
    if (field && this.root.contains(field)) this.light(field);
    else if (!(document.activeElement instanceof HTMLElement && document.activeElement.matches("[data-lights]"))) this.dim();
  }

  dim(): void {
    this.root.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
  }

  clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element) || !(getSelection()?.isCollapsed ?? true)) return;
    const heading = event.target.closest<HTMLElement>("[data-words]");
    if (heading) {
      const claim = document.getElementById(heading.dataset.words ?? "");
      if (!claim) return;
      event.preventDefault();
      // A click made by the keyboard has no detail: then the focus follows to the words.
      this.choose(claim, "words", event.detail === 0);
      return;
    }
    const piece = event.target.closest<HTMLElement>("[data-c]");
    if (!piece || !this.root.contains(piece)) return;
    const owners = (piece.dataset.c ?? "").split(" ").flatMap((id) => document.getElementById(id) ?? []);
    // Words that several claims share: each further click shows the next of them.
    const next = owners[(this.current ? owners.indexOf(this.current) + 1 : 0) % owners.length];
    // A claim whose card is not on this page: the link leads to it.
    if (!next) return;
    if (event.target.closest("a")) event.preventDefault();
    this.choose(next, "claim", event.detail === 0);
  }

  pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writing(event) || document.querySelector("dialog[open]")) return;
    if (event.key === "]" || event.key === "[") {
      event.preventDefault();
      this.walk(event.key === "]" ? 1 : -1);
    } else if (event.key === "j" || event.key === "k") this.step(event);
    else if (event.key === "Escape") this.clear();
  }

  /** To the next claim of the list, or the one before. */
  private step(event: KeyboardEvent): void {
    const claims = [...this.root.querySelectorAll<HTMLElement>(".claim")].filter((claim) => claim.getClientRects().length > 0);
    if (claims.length < 2) return;
    event.preventDefault();
    const at = this.current ? claims.indexOf(this.current) : -1;
    const forward = event.key === "j";
    const next = claims[at < 0 ? (forward ? 0 : claims.length - 1) : Math.min(Math.max(at + (forward ? 1 : -1), 0), claims.length - 1)];
    if (!next) return;
    this.choose(next, "words", false);
    reveal(next, "nearest");
    (next.querySelector<HTMLElement>("[data-words]") ?? next).focus({ preventScroll: true });
  }

  /** Makes a claim the current one and brings its words, or the claim, into view. */
  choose(claim: HTMLElement, show: "words" | "claim", follow: boolean): void {
    this.clear();
    this.current = claim;
    claim.classList.add("on");
    const pieces = [...this.root.querySelectorAll<HTMLElement>(`[data-c~="${CSS.escape(claim.id)}"]`)];
    pieces.forEach((piece) => piece.classList.add("on"));
    const trigger = pieces.find((piece) => piece.matches(".trigger")) ?? pieces[0];
    const heading = claim.querySelector<HTMLElement>("[data-words]");
    heading?.setAttribute("aria-current", "true");
    if (show === "words") {
      if (trigger) reveal(trigger, "center");
      if (follow) trigger?.focus({ preventScroll: true });
    } else {
      reveal(claim, "nearest");
      if (follow) (heading ?? claim).focus({ preventScroll: true });
    }
    say((heading ?? claim).textContent?.trim().replace(/\s+/g, " ") ?? "");
  }

  clear(): void {
    this.dim();
    this.root.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    this.root.querySelectorAll("[data-words][aria-current]").forEach((heading) => heading.removeAttribute("aria-current"));
    this.current = null;
  }

  /** To the next field of the current claim, or of the first one while none is, and to its words. */
  private walk(by: 1 | -1): void {
    const claim = this.current ?? this.root.querySelector<HTMLElement>(".claim") ?? this.root;
    if (claim !== this.current && claim.matches(".claim")) this.choose(claim, "words", false);
    const fields = [...claim.querySelectorAll<HTMLElement>("[data-lights]")].filter((field) => field.getClientRects().length > 0);
    if (!fields.length) return;
    const at = fields.findIndex((field) => field.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : fields.length - 1) : (at + by + fields.length) % fields.length;
    const field = fields[next];
    if (!field) return;
    field.focus({ preventScroll: true });
    reveal(field, "nearest");
    const [first] = this.light(field);
    if (first) reveal(first, "center");
    say(words.evidence(next + 1, fields.length));
  }

  private light(field: HTMLElement): HTMLElement[] {
    this.dim();
    const lit = (field.dataset.lights ?? "")
      .split(/\s+/)
      .filter(Boolean)
      .flatMap((at) => [...this.root.querySelectorAll<HTMLElement>(`[data-at~="${CSS.escape(at)}"]`)]);
    lit.forEach((piece) => piece.classList.add("lit"));
    return lit;
  }
}

/** Brings an element into view where it is not, past the bar at the top of the page. */
function reveal(element: HTMLElement, block: ScrollLogicalPosition): void {
  const box = element.getBoundingClientRect();
  if (box.top < 72 || box.bottom > innerHeight - 16 || block === "nearest") element.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
}
