/* Adding a claim that was missed: words chosen in the report go into the form, with their place where it can be told.

   The report: <div data-text> with <span data-o="START"> around stretches of its text (START: the offset of the first character).
   The form: <form data-add-claim> with inputs named start, end and words. */

/** Fills the form from what is chosen in the report. */
export function adding(root: HTMLElement, signal: AbortSignal): void {
  const form = root.querySelector<HTMLFormElement>("form[data-add-claim]");
  const text = root.querySelector<HTMLElement>("[data-text]");
  if (!form || !text) return;
  document.addEventListener(
    "selectionchange",
    () => {
      const chosen = getSelection();
      if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
      const range = chosen.getRangeAt(0);
      if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
      const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
      const told = start !== undefined && end !== undefined && start < end;
      put(form, "start", told ? String(start) : "");
      put(form, "end", told ? String(end) : "");
      put(form, "words", chosen.toString());
      form.dataset.filled = "";
    },
    { signal },
  );
}

/** The offset in the report of a place in the page, or undefined where the page does not say. Offsets count code points. */
export function offset(node: Node, at: number): number | undefined {
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[at];
    if (child) return offset(first(child), 0);
    const last = node.lastChild;
    return last ? offset(end(last), end(last).textContent?.length ?? 0) : undefined;
  }
  const piece = node.parentElement?.closest<HTMLElement>("[data-o]");
  const start = Number(piece?.dataset.o ?? NaN);
  if (!piece || Number.isNaN(start)) return undefined;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, at);
  return start + [...before.toString()].length;
}

const first = (node: Node): Node => (node.firstChild ? first(node.firstChild) : node);
const end = (node: Node): Node => (node.lastChild ? end(node.lastChild) : node);

function put(form: HTMLFormElement, name: string, value: string): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) input.value = value;
}
