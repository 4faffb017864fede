import { describe, expect, it } from "vitest";
import { pixel, radius, type Area, type Cell } from "../src/map/answer";
import { countryName, gathered, named, roomFor } from "../src/map/areas";

const area = (change: Partial<Area>): Area => ({ name: "Kursk Oblast", id: null, country: "RU", admin1: "Kursk", precision: "admin1", lat: 51.7, lon: 36.2, incidents: 4, claims: 9, ...change });
const cell = (lat: number, lon: number, incidents: number): Cell => ({ lat, lon, incidents, claims: incidents, bounds: [lon, lat, lon, lat], ids: [], type: null, precision: "point" });

describe("areas from afar", () => {
  const kursk = area({});
  const belgorod = area({ name: "Belgorod Oblast", lat: 50.7, lon: 37.5, incidents: 8, claims: 10 });
  const russia = area({ name: "Russia", id: "geonames:2017370", admin1: null, precision: "country", lat: 60, lon: 90, incidents: 2, claims: 2 });
  const sahel = area({ name: "the Sahel", country: null, admin1: null, precision: "region", lat: 15, lon: 5 });

  it("are one for each country, and nothing is lost", () => {
    const [land, region] = gathered([kursk, belgorod, russia, sahel], 3);
    expect(land).toMatchObject({ name: "Russia", precision: "country", lat: 60, lon: 90, incidents: 14, claims: 21 });
    expect(land?.parts).toEqual([kursk, belgorod, russia]);
    expect(region).toEqual(sahel);
  });

  it("stand in the midst of their provinces where none is of the whole country", () => {
    const [land] = gathered([kursk, belgorod], 3);
    expect(land).toMatchObject({ name: "Russia", incidents: 12 });
    expect(land?.lat).toBeCloseTo((51.7 * 4 + 50.7 * 8) / 12);
  });

  it("are as they are told closer by", () => {
    expect(gathered([kursk, belgorod], 6)).toEqual([kursk, belgorod]);
  });

  it("whose place no one can find are the country's at any zoom", () => {
    const village = area({ name: "Peresypskyi", country: "MD", admin1: null, precision: "country", lat: 47, lon: 29, incidents: 3 });
    const moldova = area({ name: "Moldova", id: "geonames:617790", country: "MD", admin1: null, precision: "country", lat: 47, lon: 29, incidents: 1 });
    expect(gathered([village], 7)[0]).toMatchObject({ name: "Moldova", incidents: 3, parts: [village] });
    expect(gathered([village, moldova], 7)[0]).toMatchObject({ name: "Moldova", id: "geonames:617790", incidents: 4 });
    expect(gathered([moldova, kursk], 7)).toEqual([moldova, kursk]);
  });

  it("have the name of their country, or at least its code", () => {
    expect(countryName("UA")).toBe("Ukraine");
    expect(countryName("??")).toBe("??");
  });
});

describe("rings", () => {
  it("step aside where a circle would hide them, and no further than a thumb", () => {
    const [moved] = roomFor([area({ lat: 50, lon: 36 })], [cell(50, 36, 9)], 5);
    const [a, b] = [pixel({ lat: 50, lon: 36 }, 5), pixel(moved ?? area({}), 5)];
    const far = Math.hypot(a[0] - b[0], a[1] - b[1]);
    expect(far).toBeGreaterThan(radius(9));
    expect(far).toBeLessThan(50);
  });

  it("stay where nothing is in the way", () => {
    expect(roomFor([area({})], [cell(10, 10, 5)], 5)).toEqual([area({})]);
  });

  it("of small areas give way to those of large ones", () => {
    const many = Array.from({ length: 60 }, (_, n) => area({ name: `area ${n}`, incidents: n + 1 }));
    const shown = roomFor(many, [], 5);
    expect(shown.length).toBeLessThan(many.length);
    expect(shown[0]?.incidents).toBe(60);
    shown.forEach((one, n) => shown.slice(n + 1).forEach((other) => {
      const [p, q] = [pixel(one, 5), pixel(other, 5)];
      expect(Math.hypot(p[0] - q[0], p[1] - q[1])).toBeGreaterThan(25);
    }));
  });

  it("have names where nothing is in the way of them", () => {
    const rings = [area({ lat: 50, lon: 36 }), area({ lat: -20, lon: -60 }), area({ lat: -20.1, lon: -60 })];
    const below = cell(49.5, 36, 40);
    expect(named(rings, [below], 5)).toEqual(new Set([2]));
    expect(named(rings, [], 5)).toEqual(new Set([0, 2]));
  });
});
