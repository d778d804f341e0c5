"""Measure how large the site is, and how fast its evidence browser responds in Chromium.

Prints, for this project and for a generated corpus of 1,000 texts and 40,000 statements: the bytes
of the browser's page, when it was ready, and what each key press of a search cost: all work of the
script, and until the next frame was painted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import analysis
from analysis.evidence import Evidence
from analysis.publishing import site
from analysis.publishing.site import browser_data
from tests.support.browser import CHROMIUM, chromium
from tests.support.site_corpus import corpus

SIZE = 40_000
TYPED = "iraq warrant court dozens"
ROUNDS = 5
# Typed as a browser would report it; the time ends with the script, or with the frame after it.
KEY = """(text) => new Promise((done) => {
  const field = document.getElementById("query");
  field.value = text;
  const begun = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight; // the layout belongs to the work
  const worked = performance.now() - begun;
  requestAnimationFrame(() => setTimeout(() => done([worked, performance.now() - begun])));
})"""
CHOICE = """([name, place]) => {
  const select = document.getElementById(`filter-${name}`);
  select.selectedIndex = place;
  const begun = performance.now();
  select.dispatchEvent(new Event("change", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - begun;
}"""


def measured(evidence: Evidence, name: str) -> None:
    """Print the figures of one corpus."""
    made = site.generated(evidence)
    print(f"{name}: {len(evidence.sources)} texts, {len(evidence.statements)} statements")
    print(f"  page of the browser: {len(made['evidence.html']):,} bytes")
    print(f"  whole site: {len(made):,} files, {sum(map(len, made.values())):,} bytes")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site.write(Path(folder), made)
        ready, worked, painted, chosen = [], [], [], []
        for _ in range(ROUNDS):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto((Path(folder) / site.FOLDER / "evidence.html").as_uri())
            ready.append(int(page.evaluate("document.documentElement.dataset.ready")))
            for end in range(1, len(TYPED) + 1):
                work, paint = page.evaluate(KEY, TYPED[:end])
                worked.append(work)
                painted.append(paint)
            page.evaluate(KEY, "")
            chosen += [
                page.evaluate(CHOICE, [each, place])
                for each in browser_data.FILTERS
                for place in (1, 0)
            ]
            page.close()
        nodes = _nodes(browser, Path(folder))
    print(f"  ready after {statistics.median(ready):.0f} ms (median of {ROUNDS} loads)")
    for what, times in (("key press", worked), ("key press, painted", painted), ("filter", chosen)):
        print(f"  {what}: median {statistics.median(times):.1f} ms, most {max(times):.1f} ms")
    print(f"  elements in the page: {nodes:,}")


def _nodes(browser: object, folder: Path) -> int:
    page = browser.new_page()
    page.goto((folder / site.FOLDER / "evidence.html").as_uri())
    return page.evaluate("document.querySelectorAll('*').length")


def main() -> int:
    if not CHROMIUM:
        print("chromium is not installed; install it and run again", file=sys.stderr)
        return 1
    evidence = analysis.load()
    measured(evidence, "this project")
    with tempfile.TemporaryDirectory() as folder:
        measured(corpus(evidence, SIZE, Path(folder)), "generated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
