import { describe, expect, it } from "vitest";
import { worded } from "../src/map/titles";

describe("an incident", () => {
  it("is told in one line", () => {
    expect(worded({ type: "drone-strike", place: "Sumy", first: "2025-10-03", last: "2025-10-04" })).toBe("drone strike · Sumy · 3–4 Oct 2025");
    expect(worded({ type: "clash", place: null, first: null, last: null })).toBe("clash");
    expect(worded({})).toBeUndefined();
  });
});
