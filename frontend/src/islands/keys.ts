/* Keys: a list of bindings in a JSON child, [{key, action, label, selector}, …]; the newest list wins. "?" lists them; there they can be changed. */

import { html, jsonChild, say, writing } from "../dom";
import { Keybook, keyName, type Binding, type Told } from "../keybook";
import { words } from "../words";

const KEPT = "sayso.keys";
/* What is written in, once a key has opened what holds it. */
const TYPED = "input:not([type=hidden]), select, textarea";
const pages: Told[][] = [];
let dialog: HTMLDialogElement | undefined;

/** Binds the keys of one list while it is in the page; the listener is shared by all lists. */
export function mount(element: HTMLElement, signal: AbortSignal): void {
  const told = jsonChild(element);
  if (!Array.isArray(told)) throw new Error("the keys island needs a JSON child with a list of bindings");
  const list = told as Told[];
  pages.unshift(list);
  if (pages.length === 1) document.addEventListener("keydown", pressed);
  signal.addEventListener("abort", () => {
    pages.splice(pages.indexOf(list), 1);
    if (!pages.length) document.removeEventListener("keydown", pressed);
  });
  element.querySelectorAll<HTMLElement>("[data-keys-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", open, { signal });
  });
}

const book = (): Keybook => new Keybook(pages.flat(), kept());

function kept(): Record<string, string> {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return told && typeof told === "object" ? (told as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function keep(changes: Record<string, string>): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(changes));
  } catch {
    say(words.keysNotKept);
  }
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return;
  if (document.querySelector("dialog[open]")) return;
  if (writing(event)) {
    // Out of a field, so that the letters are keys again.
    if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  if (event.key === "?") {
    event.preventDefault();
    open();
    return;
  }
  const key = keyName(event.key);
  if ((key === "Enter" || key === "Space") && acted(event.target)) return;
  const binding = book().of(key);
  const target = binding && aim(binding);
  if (!target) return;
  event.preventDefault();
  if (["next", "previous", "focus"].includes(binding.action)) focus(target);
  else act(target);
}

/** Whether the element in focus answers Enter and Space itself. */
const acted = (target: EventTarget | null): boolean => target instanceof Element && target.closest('a[href], button, summary, input, [role="button"], [role="slider"], [tabindex="0"]') !== null;

/** The element that a binding is about: the first that is shown; for next and previous, the one beside that in focus. */
function aim(binding: Binding): HTMLElement | undefined {
  const shown = [...document.querySelectorAll<HTMLElement>(binding.selector)].filter((element) => element.getClientRects().length > 0 && !(element as HTMLButtonElement).disabled);
  if (binding.action !== "next" && binding.action !== "previous") return shown[0];
  const at = shown.findIndex((element) => element === document.activeElement || element.contains(document.activeElement));
  const forward = binding.action === "next";
  return shown[at < 0 ? (forward ? 0 : shown.length - 1) : Math.min(Math.max(at + (forward ? 1 : -1), 0), shown.length - 1)];
}

function focus(target: HTMLElement): void {
  target.focus();
  target.scrollIntoView({ block: "nearest" });
  if (target instanceof HTMLInputElement) target.select();
}

function act(target: HTMLElement): void {
  if (target instanceof HTMLFormElement) target.requestSubmit();
  else if (target.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select")) focus(target);
  else target.click();
  if (target.matches("details[open] > summary")) target.parentElement?.querySelector<HTMLElement>(TYPED)?.focus();
}

function open(): void {
  if (!dialog?.isConnected) {
    dialog = html("dialog", { class: "keys-dialog", "aria-labelledby": "keys-title" });
    document.body.append(dialog);
  }
  list();
  dialog.showModal();
}

function list(problem = ""): void {
  const bindings = book().bindings;
  const rows = bindings.map((binding) => row(binding));
  const close = html("button", { type: "button", class: "primary" }, words.close);
  close.addEventListener("click", () => dialog?.close());
  const reset = html("button", { type: "button" }, words.keysReset);
  reset.addEventListener("click", () => {
    keep({});
    list();
  });
  dialog?.replaceChildren(
    html("h2", { id: "keys-title" }, words.keys),
    html("p", { class: "quiet" }, words.keysAbout),
    html("p", { role: "alert", class: "keys-problem" }, problem),
    html("table", { class: "rows" }, html("tbody", {}, ...rows, html("tr", {}, html("td", {}, html("kbd", {}, "?")), html("td", {}, words.keysList), html("td", {})))),
    html("div", { class: "keys-end" }, reset, close),
  );
}

function row(binding: Binding): HTMLTableRowElement {
  const keys = binding.keys.length ? binding.keys.flatMap((key, n) => (n ? [` ${words.or} `, html("kbd", {}, key)] : [html("kbd", {}, key)])) : [words.keysNone];
  const change = html("button", { type: "button", "aria-label": `${words.keysChange}: ${binding.label}` }, words.keysChange);
  change.addEventListener("click", () => listen(binding, change));
  return html("tr", {}, html("td", {}, ...keys), html("td", {}, binding.label), html("td", {}, change));
}

/** Waits for the key that a binding is to have; Escape leaves it as it is. */
function listen(binding: Binding, button: HTMLButtonElement): void {
  button.textContent = words.keysPress;
  button.addEventListener(
    "keydown",
    (event) => {
      if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return listen(binding, button);
      event.preventDefault();
      event.stopPropagation();
      list(event.key === "Escape" ? "" : given(binding, keyName(event.key)));
      dialog?.querySelector<HTMLElement>(`button[aria-label="${CSS.escape(`${words.keysChange}: ${binding.label}`)}"]`)?.focus();
    },
    { once: true },
  );
}

/** Gives a binding a key; the reason where it cannot have it. */
function given(binding: Binding, key: string): string {
  const refusal = book().refusal(binding.id, key);
  if (refusal) return refusal.why === "taken" ? words.keyTaken(key, refusal.by.label) : words.keyReserved(key);
  keep(book().remapped(binding.id, key).changes());
  return "";
}
