/* Copying to the clipboard: <button data-copy-text="…"> or <button data-copy-target="#id">, anywhere on a page. */

import { say } from "../dom";
import { words } from "../words";

/** Lets every copying button of the page copy, and say that it did. */
export function copyButtons(root: Document): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy-text], [data-copy-target]") : null;
    if (button) void copy(button);
  });
}

/** What a button copies: its own text, or the value or text of what it names. */
export function copied(button: HTMLElement): string | undefined {
  if (button.dataset.copyText !== undefined) return button.dataset.copyText;
  const target = document.querySelector<HTMLElement>(button.dataset.copyTarget ?? "");
  if (!target) return undefined;
  return "value" in target && typeof target.value === "string" ? target.value : (target.textContent ?? "").trim();
}

async function copy(button: HTMLElement): Promise<void> {
  const text = copied(button);
  if (text === undefined) return;
  const done = await toClipboard(text);
  say(done ? words.copied : words.notCopied);
  const was = button.dataset.label ?? button.textContent ?? "";
  button.dataset.label = was;
  button.textContent = done ? words.copiedShort : words.notCopiedShort;
  setTimeout(() => (button.textContent = was), 2000);
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}

/** The older way, for pages that came by plain HTTP from another machine, where browsers keep the clipboard shut. */
function bySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
