import { describe, expect, it } from "vitest";
import { apart, circleOf, distance, extent, near, parts, pixel, place, radius, ring, type Area, type Cell } from "../src/map/answer";
import { short } from "../src/words";

const cell = (lat: number, lon: number, incidents: number, span = 0): Cell => ({ lat, lon, incidents, claims: incidents * 2, bounds: [lon - span, lat - span, lon + span, lat + span], ids: [`${lat},${lon}`], type: "shelling", precision: "point" });
const area = (lat: number, lon: number): Area => ({ name: "Kursk Oblast", id: null, country: "RU", admin1: null, precision: "admin1", lat, lon, incidents: 4, claims: 9 });

describe("numbers", () => {
  it("are short enough for a circle", () => {
    expect([7, 999, 1000, 1234, 9949, 12_345, 999_499, 1_200_000].map(short)).toEqual(["7", "999", "1k", "1.2k", "9.9k", "12k", "999k", "1.2M"]);
  });

  it("make circles that grow, within bounds", () => {
    expect(radius(1)).toBe(8);
    expect(radius(50)).toBeGreaterThan(radius(20));
    expect(radius(1_000_000)).toBe(30);
  });
});

describe("cells", () => {
  it("that would hide one another are one, and nothing is lost", () => {
    const cells = [cell(50, 36.2, 40, 0.1), cell(50.01, 36.21, 3), cell(48, 37.8, 5)];
    const kept = apart(cells, 4);
    expect(kept.map((one) => one.incidents)).toEqual([43, 5]);
    expect(kept[0]?.claims).toBe(86);
    expect(kept[0]?.ids).toEqual(["50,36.2", "50.01,36.21"]);
    expect(kept[0]?.bounds[2]).toBeCloseTo(36.3);
  });

  it("come apart again closer by", () => {
    expect(apart([cell(50, 36.2, 40), cell(50.01, 36.21, 3)], 12)).toHaveLength(2);
  });

  it("can be taken apart where they span some ground", () => {
    expect(parts(cell(50, 36, 5, 0.1))).toBe(true);
    expect(parts(cell(50, 36, 5))).toBe(false);
    expect(parts(cell(50, 36, 1, 0.1))).toBe(false);
  });

  it("and areas have an extent together, or none", () => {
    expect(extent({ cells: [cell(50, 36, 2, 1)], areas: [area(10, 60)], unlocated: 0 })).toEqual([35, 10, 60, 51]);
    expect(extent({ cells: [], areas: [], unlocated: 4 })).toBeUndefined();
  });
});

describe("the globe", () => {
  it("goes to pixels and back", () => {
    const back = place(pixel({ lat: 48.5, lon: -37.25 }, 6.5), 6.5);
    expect(back.lat).toBeCloseTo(48.5, 8);
    expect(back.lon).toBeCloseTo(-37.25, 8);
  });

  it("measures kilometres", () => {
    expect(distance({ lat: 50.45, lon: 30.52 }, { lat: 49.99, lon: 36.23 })).toBeCloseTo(409, -1);
  });

  it("draws rings whose points all lie as far off as they should", () => {
    const centre = { lat: 60, lon: 30 };
    for (const [lon, lat] of ring(centre, 250)) expect(distance(centre, { lat, lon })).toBeCloseTo(250, 3);
  });
});

describe("circles of the filter", () => {
  it("are as fine as they are small", () => {
    expect(near({ lat: 48.12345, lon: 37.98765 }, 4.26)).toBe("48.123,37.988,4.3");
    expect(near({ lat: 48.12345, lon: 397.98765 }, 812.4)).toBe("48.1,38.0,812");
  });

  it("come back, or are none", () => {
    expect(circleOf(new URLSearchParams("near=48.1,37.9,20"))).toEqual({ lat: 48.1, lon: 37.9, km: 20 });
    for (const told of ["", "1,2", "a,b,c", "1,2,0", "1,2,-4"]) expect(circleOf(new URLSearchParams({ near: told }))).toBeUndefined();
  });
});
