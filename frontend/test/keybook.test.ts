import { describe, expect, it } from "vitest";
import { Keybook, type Told } from "../src/keybook";

const told: Told[] = [
  { key: "a Enter", action: "accept", label: "Accept", selector: "#accept" },
  { key: "x", action: "reject", label: "Reject", selector: "#reject" },
  { key: " ", action: "skip", label: "Skip", selector: "#skip" },
  { key: "j", action: "next", label: "Next row", selector: ".row" },
  { key: "k", action: "previous", label: "Row before", selector: ".row" },
];

describe("a book of keys", () => {
  it("says what a key does", () => {
    const book = new Keybook(told);
    expect(book.of("Enter")?.selector).toBe("#accept");
    expect(book.of("Space")?.id).toBe("skip");
    expect(book.of("j")?.id).toBe("Next row");
    expect(book.of("q")).toBeUndefined();
  });

  it("lets the first list win where two want one key", () => {
    const book = new Keybook([{ key: "a", action: "add", label: "Add", selector: "#add" }, ...told]);
    expect(book.of("a")?.action).toBe("add");
    expect(book.of("Enter")?.action).toBe("accept");
    expect(book.bindings.flatMap((binding) => binding.keys).filter((key) => key === "a")).toHaveLength(1);
  });

  it("gives an action another key, and frees the old ones", () => {
    const book = new Keybook(told).remapped("accept", "q");
    expect(book.of("q")?.action).toBe("accept");
    expect(book.of("a")).toBeUndefined();
    expect(book.changes()).toEqual({ accept: "q" });
  });

  it("refuses a key that is taken or kept for the browser", () => {
    const book = new Keybook(told);
    expect(book.refusal("accept", "x")).toMatchObject({ why: "taken", by: { action: "reject" } });
    expect(book.refusal("accept", "?")).toEqual({ why: "reserved" });
    expect(book.refusal("accept", "a")).toBeUndefined();
    expect(() => book.remapped("accept", "x")).toThrow();
  });

  it("leaves no key with two meanings, whatever was kept", () => {
    const book = new Keybook(told, { accept: "x", gone: "z" });
    expect(book.of("x")?.action).toBe("accept");
    expect(book.bindings.find((binding) => binding.action === "reject")?.keys).toEqual([]);
  });
});
