import { describe, expect, it } from "vitest";
import { addressText, changed, dataAddress, tidy, viewOf, viewText, without } from "../src/address";

const query = (text: string) => new URLSearchParams(text);

describe("addresses", () => {
  it("leave out empty parts and spaces around", () => {
    expect(tidy(query("text=+fire+&type=&since=2024-08-01&type=clash")).toString()).toBe("text=fire&since=2024-08-01&type=clash");
  });

  it("keep what is not changed, and begin at the first page", () => {
    expect(changed(query("type=clash&type=siege&cursor=abc"), { since: "2024-08-01" }).toString()).toBe("type=clash&type=siege&since=2024-08-01");
    expect(changed(query("near=1,2,3&text=a"), { near: null }).toString()).toBe("text=a");
  });

  it("read as one writes them", () => {
    expect(addressText("/", query("near=48.2,37.9,20&map=5/1/2"))).toBe("/?near=48.2,37.9,20&map=5/1/2");
    expect(addressText("/", query(""))).toBe("/");
  });

  it("of data carry the filter and the question, and what the source itself says stays", () => {
    expect(dataAddress("/api/map?type=clash", query("type=siege&text=x&type=aid"), { zoom: "3" })).toBe("/api/map?type=clash&text=x&zoom=3");
    expect(dataAddress("/api/map", query("type=siege&type=aid"))).toBe("/api/map?type=siege&type=aid");
    expect(dataAddress("/api/map", query(""))).toBe("/api/map");
  });

  it("can be without some parts", () => {
    expect(without(query("map=1/2/3&text=a&cursor=x"), "map", "cursor").toString()).toBe("text=a");
  });
});

describe("a view", () => {
  it("comes back from the address as it was written", () => {
    const view = viewOf(query(`map=${viewText({ zoom: 6.5, lat: 48.123456, lon: 37.98765 })}`));
    expect(view).toEqual({ zoom: 6.5, lat: 48.1235, lon: 37.9877 });
  });

  it("past the date line is written where it lies", () => {
    expect(viewText({ zoom: 2, lat: 0, lon: 190 })).toBe("2.00/0.00/-170.00");
  });

  it.each(["", "x", "5/1", "5/91/0", "-1/0/0", "5/0/200", "5/a/b", "1/2/3/4"])("is none where the address says %j", (told) => {
    expect(viewOf(new URLSearchParams({ map: told }))).toBeUndefined();
  });
});
