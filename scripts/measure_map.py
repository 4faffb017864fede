"""How the map moves, and what the first page weighs: ``python scripts/measure_map.py LEDGER [--json FILE]``.

A real Chromium opens the overview of ``sayso serve`` on the ledger, once with nothing kept and once with what the first
visit kept, then drags and zooms the map. Told are kilobytes and milliseconds of both visits; for dragging and for
zooming the time between frames, the long tasks of the page's own thread (over 50 ms, in which nothing answers to the
hand), and what was asked of the server. Where there is no graphics card the map is drawn by the processor
(SwiftShader), in another process: then frames tell of that, and the long tasks are what scripts have to answer for.
"""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, Request, sync_playwright

from benchmark_web import PORT, conditions, serving

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ("--no-sandbox", "--no-first-run", "--disable-background-networking", "--use-gl=angle",
            "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # fmt: skip
READY = '[data-island="map"][data-state="ready"]'
WATCH = """() => {
  const seen = (window.seen = { frames: [], tasks: [], on: true });
  const noted = (list) => list.getEntries().forEach((entry) => seen.tasks.push(entry.duration));
  new PerformanceObserver(noted).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (now) => { seen.frames.push(now - last); last = now; if (seen.on) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""
DRAWN_BY = """() => {
  const gl = document.createElement("canvas").getContext("webgl2");
  const told = gl.getExtension("WEBGL_debug_renderer_info");
  return gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
}"""
LOADED = """() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .map((e) => [e.name, e.transferSize, e.decodedBodySize])"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the map and the first page.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    found: dict[str, Any] = {**conditions(), "date": date.today().isoformat()}
    with serving(options.ledger), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(SWITCHES))
        context = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=f"http://127.0.0.1:{PORT}/")
        page = context.new_page()
        found["first_visit"] = visited(page)
        page.goto("about:blank")
        found["second_visit"] = visited(page)
        found["dragging"] = moved(page, dragging)
        found["zooming"] = moved(page, zooming)
        found["drawn_by"] = page.evaluate(DRAWN_BY)
        browser.close()
    print(json.dumps(found, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def visited(page: Page) -> dict[str, Any]:
    """A visit to the overview until the map is drawn."""
    page.goto("/", wait_until="load")
    loaded = page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
    page.wait_for_selector(READY, timeout=120_000)
    ready = page.evaluate("performance.now()")
    page.wait_for_timeout(1_500)
    told = page.evaluate(LOADED)
    return {
        "requests": len(told), "sent_kb": round(sum(size for _, size, _ in told) / 1000),
        "unpacked_kb": round(sum(size for _, _, size in told) / 1000), "loaded_ms": round(loaded),
        "map_ready_ms": round(ready),
    }  # fmt: skip


def moved(page: Page, move: Any) -> dict[str, Any]:
    """What it costs to move the map so."""
    asked: list[Request] = []
    failed: list[Request] = []

    def requested(request: Request) -> None:
        asked.append(request)

    def gave_up(request: Request) -> None:
        failed.append(request)

    page.on("request", requested)
    page.on("requestfailed", gave_up)
    page.evaluate(WATCH)
    moves = move(page)
    page.wait_for_timeout(1_500)
    seen = page.evaluate("() => { window.seen.on = false; return window.seen; }")
    page.remove_listener("request", requested)
    page.remove_listener("requestfailed", gave_up)
    frames, tasks = sorted(seen["frames"][1:]), seen["tasks"]
    of_map = [one for one in asked if "/api/map" in one.url]
    return {
        "moves": moves, "frames": len(frames), "frame_median_ms": round(median(frames), 1),
        "frame_p95_ms": round(quantiles(frames, n=20)[-1], 1), "frame_most_ms": round(frames[-1]),
        "long_tasks": len(tasks), "long_tasks_ms": round(sum(tasks)), "longest_task_ms": round(max(tasks, default=0)),
        "requests": len(asked), "of_the_map": len(of_map), "given_up": len(failed),
    }  # fmt: skip


def dragging(page: Page) -> int:
    """Drags across the map, each in forty steps, as a hand does."""
    box = page.locator(".map-box canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    ways = ((-220, 60), (180, -80), (-160, -60), (200, 90), (-240, 0), (220, 40))
    for across, down in ways:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + across, y + down, steps=40)
        page.mouse.up()
        page.wait_for_timeout(350)
    return len(ways)


def zooming(page: Page) -> int:
    """Turns of the wheel, in and out again."""
    box = page.locator(".map-box canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.45)
    turns = [-120] * 14 + [120] * 14
    for turn in turns:
        page.mouse.wheel(0, turn)
        page.wait_for_timeout(120)
    return len(turns)


if __name__ == "__main__":
    main()
