import { describe, expect, it } from "vitest";
import { bulk, chosen, daysText, dayNumber, dayText, moved, Scale, ticks, type Bin } from "../src/timeline/bins";

const bin = (first: string, last = first): Bin => ({ first, last, claims: 1, incidents: 1 });
const week = [bin("2024-08-01"), bin("2024-08-02"), bin("2024-08-05"), bin("2024-08-07")];

describe("a choice of days", () => {
  it("is the bars that hold any of them", () => {
    expect(chosen(week, "2024-08-02", "2024-08-05")).toEqual([1, 2]);
    expect(chosen(week, "2024-08-03", null)).toEqual([2, 3]);
    expect(chosen(week, null, "2024-08-04")).toEqual([0, 1]);
  });

  it("is none where no day is set or no bar holds one", () => {
    expect(chosen(week, null, null)).toBeUndefined();
    expect(chosen(week, "2024-08-03", "2024-08-04")).toBeUndefined();
    expect(chosen(week, "2025-01-01", null)).toBeUndefined();
  });

  it("moves by keys, and its edges do not cross", () => {
    expect(moved([1, 2], "from", "ArrowRight", 4)).toEqual([2, 2]);
    expect(moved([2, 2], "from", "ArrowRight", 4)).toEqual([2, 2]);
    expect(moved([1, 2], "to", "PageUp", 4)).toEqual([1, 3]);
    expect(moved([1, 3], "to", "Home", 4)).toEqual([1, 1]);
    expect(moved([1, 3], "from", "Home", 4)).toEqual([0, 3]);
    expect(moved([1, 3], "from", "q", 4)).toBeUndefined();
  });
});

describe("the days worth a look first", () => {
  const many = (first: string, claims: number): Bin => ({ first, last: first, claims, incidents: claims });

  it("leave out a few that lie far off", () => {
    const bins = [many("2000-01-01", 1), many("2010-01-01", 0), many("2023-01-01", 0), many("2024-01-01", 90), many("2024-01-02", 80), many("2026-01-01", 1)];
    expect(bulk(bins)).toEqual({ since: "2024-01-01", until: "2024-01-02", outside: 2 });
  });

  it("hold the newest, however few those are", () => {
    const old = [2000, 2003, 2006, 2009, 2012].map((year) => many(`${year}-01-01`, 1));
    const bins = [...old, many("2025-11-01", 900), many("2025-12-01", 90), many("2026-02-08", 4)];
    expect(bulk(bins)).toEqual({ since: "2025-11-01", until: "2026-02-08", outside: 5 });
  });

  it("are all days where claims are spread", () => {
    expect(bulk([1, 2, 3, 4, 5, 6].map((day) => many(`2024-01-0${day}`, 10)))).toBeUndefined();
    expect(bulk([])).toBeUndefined();
  });
});

describe("the scale", () => {
  const scale = new Scale(week, 700);

  it("keeps days without anything as wide as others", () => {
    expect([0, 1, 4, 7].map((n) => Math.round(scale.x(scale.first + n)))).toEqual([0, 100, 400, 700]);
  });

  it("finds the bar under a place, or the nearest", () => {
    expect([10, 150, 210, 380, 450, 520, 590, 690].map((x) => scale.bar(week, x))).toEqual([0, 1, 1, 2, 2, 2, 3, 3]);
  });

  it("has marks that stand apart, of whole days, months or years", () => {
    for (const [first, last, width] of [["2024-08-01", "2024-08-03", 600], ["2024-08-01", "2024-10-20", 400], ["2022-02-24", "2024-09-01", 340], ["1989-01-01", "2024-01-01", 800]] as const) {
      const wide = new Scale([bin(first, last)], width);
      const places = ticks(wide).map((tick) => wide.x(tick.day));
      expect(places.length).toBeGreaterThan(1);
      places.slice(1).forEach((x, n) => expect(x - (places[n] ?? 0)).toBeGreaterThan(48));
    }
  });

  it("have a year, wherever they begin", () => {
    for (const [first, last] of [["2024-11-16", "2024-11-18"], ["2024-11-03", "2024-12-20"], ["2024-02-01", "2024-09-01"], ["2020-01-01", "2024-09-01"]] as const) {
      for (const width of [340, 900]) expect(ticks(new Scale([bin(first, last)], width)).map(({ text }) => text).join(" ")).toMatch(/\b20\d\d\b/);
    }
    expect(ticks(new Scale([bin("2024-11-16", "2024-11-18")], 600)).map(({ text }) => text)).toEqual(["16 Nov 2024", "17 Nov", "18 Nov"]);
  });

  it("begins with month and year where the first mark would come late", () => {
    expect(ticks(new Scale([bin("2023-01-02", "2024-09-01")], 1200))[0]?.text).toBe("Jan 2023");
  });
});

describe("days", () => {
  it("are numbers and back", () => {
    expect(dayText(dayNumber("2024-02-29"))).toBe("2024-02-29");
    expect(dayNumber("1970-01-02")).toBe(1);
  });

  it("are told as short as they can be", () => {
    expect(daysText("2024-08-03", "2024-08-03")).toBe("3 Aug 2024");
    expect(daysText("2024-08-03", "2024-08-09")).toBe("3–9 Aug 2024");
    expect(daysText("2024-08-30", "2024-09-05")).toBe("30 Aug – 5 Sep 2024");
    expect(daysText("2023-12-30", "2024-01-05")).toBe("30 Dec 2023 – 5 Jan 2024");
  });
});
