/* Which key does what: defaults from the page, changes by the person, no key twice. */

/** A thing that a key does: its name, what it says, and the element that it clicks, submits or focuses. */
export interface Binding {
  id: string;
  action: string;
  label: string;
  selector: string;
  keys: string[];
}

/** A binding as the server writes it; several keys are a list or stand apart by spaces, the space itself is " " or Space.
    ``action`` names what is done, or how: click, focus, submit, or next and previous through all that the selector finds. */
export interface Told {
  key: string | string[];
  action: string;
  label: string;
  selector: string;
}

/** Keys that belong to the browser or to the list of keys. */
export const RESERVED = new Set(["?", "Escape", "Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "Shift", "Control", "Alt", "Meta"]);

/** Actions that say only how something is done; such bindings are told apart by their labels. */
const HOW = new Set(["click", "focus", "submit", "next", "previous"]);

/** The name of a key as bindings have it: a space is "Space", a letter as typed. */
export const keyName = (key: string): string => (key === " " ? "Space" : key);

/** Why a key cannot be given to an action, or undefined if it can. */
export type Refusal = { why: "reserved" } | { why: "taken"; by: Binding };

/** The bindings of a page with the person's own keys. */
export class Keybook {
  readonly bindings: Binding[];

  /** Own keys that another action has by now are left out, so that no key does two things. */
  constructor(
    private readonly told: Told[],
    private own: Record<string, string> = {},
  ) {
    this.bindings = this.bound();
  }

  /** What a key does. */
  of(key: string): Binding | undefined {
    return this.bindings.find((binding) => binding.keys.includes(key));
  }

  /** Why an action cannot have a key. */
  refusal(id: string, key: string): Refusal | undefined {
    if (RESERVED.has(key)) return { why: "reserved" };
    const by = this.of(key);
    return by && by.id !== id ? { why: "taken", by } : undefined;
  }

  /** The book after an action is given a key. Throws where refusal() gives a reason. */
  remapped(id: string, key: string): Keybook {
    if (this.refusal(id, key)) throw new Error(`${key} cannot be used`);
    return new Keybook(this.told, { ...this.own, [id]: key });
  }

  /** The person's own keys, by the id of what they do. */
  changes(): Record<string, string> {
    return { ...this.own };
  }

  private bound(): Binding[] {
    const merged = new Map<string, Binding>();
    for (const { key, action, label, selector } of this.told) {
      const keys = (Array.isArray(key) ? key : key.trim() ? key.trim().split(" ") : [key]).filter(Boolean).map(keyName);
      const id = HOW.has(action) ? label : action;
      const before = merged.get(id);
      if (before?.selector === selector) before.keys.push(...keys);
      else if (!before) merged.set(id, { id, action, label, selector, keys });
    }
    const used = new Set<string>();
    for (const binding of merged.values()) if (this.own[binding.id]) used.add(this.own[binding.id] ?? "");
    const free = (key: string): boolean => !used.has(key) && (used.add(key), true);
    return [...merged.values()].map((binding) => {
      const mine = this.own[binding.id];
      return { ...binding, keys: mine ? [mine] : binding.keys.filter(free) };
    });
  }
}
