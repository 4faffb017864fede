import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Islands, type Mount } from "../src/islands";

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("islands", () => {
  const log: string[] = [];
  const mount: Mount = (element, signal) => {
    log.push(`up ${element.id}`);
    signal.addEventListener("abort", () => log.push(`down ${element.id}`));
  };
  let islands: Islands;
  const failed = vi.fn();

  beforeEach(() => {
    log.length = 0;
    document.body.innerHTML = '<div id="a" data-island="one"></div><div id="z" data-island="unknown"></div>';
    islands = new Islands({ one: () => mount, late: async () => (await tick(), mount), bad: () => { throw new Error("no"); } }, failed);
    islands.start(document.body);
  });
  afterEach(() => islands.stop());

  it("are mounted where they stand, and where they come", async () => {
    await tick();
    document.body.insertAdjacentHTML("beforeend", '<section><div id="b" data-island="one"></div></section>');
    await tick();
    expect(log).toEqual(["up a", "up b"]);
  });

  it("are taken down when they go, even within another element", async () => {
    document.body.insertAdjacentHTML("beforeend", '<section><div id="b" data-island="one"></div></section>');
    await tick();
    document.querySelector("section")?.remove();
    await tick();
    expect(log).toEqual(["up a", "up b", "down b"]);
  });

  it("begin anew when their source changes", async () => {
    await tick();
    document.getElementById("a")?.setAttribute("data-src", "/other");
    await tick();
    expect(log).toEqual(["up a", "down a", "up a"]);
  });

  it("that are gone before their code is here are never mounted", async () => {
    document.body.insertAdjacentHTML("beforeend", '<div id="c" data-island="late"></div>');
    await Promise.resolve();
    document.getElementById("c")?.remove();
    await tick();
    await tick();
    expect(log).not.toContain("up c");
  });

  it("that fail do not take others along", async () => {
    document.body.insertAdjacentHTML("beforeend", '<div data-island="bad"></div><div id="d" data-island="one"></div>');
    await tick();
    expect(failed).toHaveBeenCalledWith("bad", expect.any(Error));
    expect(log).toContain("up d");
  });
});
