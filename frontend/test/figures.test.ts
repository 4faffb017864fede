import { describe, expect, it } from "vitest";
import { axisText, beside, drawnPoints, figureText, ownLink, parted, type Figures, type Point } from "../src/chart/figures";

const point = (change: Partial<Point>): Point => ({ day: "2024-08-03", low: 10, high: 10, bound: "exact", status: "asserted", href: "/claims/a", quote: "ten were killed", ...change });
const figures = (...points: Point[]): Figures => ({ measure: "killed", unit: "people", series: [{ source: "ministry", points }] });

describe("figures", () => {
  it("are told with their bounds", () => {
    expect(figureText(point({}))).toBe("10");
    expect(figureText(point({ low: 76_000, high: null, bound: "at-least" }))).toBe("at least 76,000");
    expect(figureText(point({ low: null, high: 5, bound: "at-most" }))).toBe("at most 5");
    expect(figureText(point({ low: 12, high: 15 }))).toBe("12–15");
    expect(figureText(point({ bound: "about" }))).toBe("about 10");
  });

  it("are drawn by day; an open end is said to be open and closes at the value", () => {
    const [first, second] = drawnPoints(figures(point({ day: "2024-08-09", low: 20, high: null, bound: "at-least" }), point({ day: "2024-08-03", low: null, high: 5, bound: "at-most", status: "denied" })));
    expect(first).toMatchObject({ value: 5, low: 5, high: 5, open: "down", denied: true });
    expect(second).toMatchObject({ value: 20, low: 20, high: 20, open: "up", denied: false });
    expect(first?.title).toContain("(denied)");
    expect(second?.title).toContain("ten were killed");
  });

  it("without a number or a day are left to the table", () => {
    expect(drawnPoints(figures(point({ low: null, high: null }), point({ day: "" })))).toEqual([]);
  });

  it("of one day are not joined", () => {
    const points = drawnPoints(figures(point({}), point({ low: 4, high: 4 }), point({ day: "2024-08-05" })));
    expect(parted(points).map((one) => one.value)).toEqual([10, NaN, 4, 10]);
  });

  it("that say the same of one day stand side by side", () => {
    const points = drawnPoints({ ...figures(), series: ["a", "b", "c"].map((source) => ({ source, points: [point({})] })) });
    const day = Date.parse("2024-08-03T00:00:00Z");
    expect(beside(points, 10).map((at) => at.getTime() - day)).toEqual([-10, 0, 10]);
    expect(beside(points.slice(0, 1), 10).map((at) => at.getTime() - day)).toEqual([0]);
  });

  it("link within this site alone", () => {
    const here = "http://127.0.0.1:8000/incidents/x";
    expect(ownLink("/claims/a", here)).toBe(true);
    expect(ownLink("https://example.org/", here)).toBe(false);
    expect(ownLink("javascript:alert(1)", here)).toBe(false);
  });

  it("have a year under the first mark of the axis and wherever it changes", () => {
    const marks = (...days: string[]) => days.map((day) => new Date(`${day}T00:00:00Z`)).map((day, n, all) => axisText(day, n, all));
    expect(marks("2024-11-17", "2024-11-18")).toEqual(["17 Nov\n2024", "18 Nov"]);
    expect(marks("2024-12-31", "2025-01-01")).toEqual(["31 Dec\n2024", "1 Jan\n2025"]);
    expect(marks("2024-11-01", "2024-12-01", "2025-01-01")).toEqual(["Nov\n2024", "Dec", "Jan\n2025"]);
    expect(marks("2024-01-01", "2025-01-01")).toEqual(["2024", "2025"]);
  });
});
