"""Runs axe-core over every page of a folder in headless Chromium, at the width of a phone and of a desk.

    python tools/accessibility.py out/mapastepec-2021-record

Needs `chromium` and `npm` on the PATH; fetches axe-core of one version into a folder of its own, once. Prints what
axe finds, a line each, and at the end how many pages it looked at. Exit code 1 if it found anything, or a page is
wider than its screen.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

AXE = "axe-core@4.10.3"
WIDTHS = (390, 1280)
ANSWER = "axe-answer"
ASK = f"""
axe.run(document, {{resultTypes: ["violations"]}}).then(found => {{
  const page = document.documentElement;
  const told = found.violations.map(it => [it.id, it.nodes.length, it.nodes[0].html]);
  if (page.scrollWidth > page.clientWidth + 1) told.push(["wider-than-screen", 1, String(page.scrollWidth)]);
  page.setAttribute("{ANSWER}", JSON.stringify(told));
}});
"""


def main(arguments: Sequence[str]) -> int:
    """Look at every page of the folder named first, and say what was found."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("accessibility: must be given one folder with pages.", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    pages = sorted(folder.rglob("*.html"))
    with tempfile.TemporaryDirectory() as cache:
        script = axe_script(Path(cache))
        found = [line for page in pages for width in WIDTHS for line in look(page, width, script, folder)]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(pages)} pages at {len(WIDTHS)} widths: {len(found)} findings of {AXE}")
    return 1 if found else 0


def axe_script(cache: Path) -> str:
    """The source of axe-core, fetched from the npm registry."""
    subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", AXE], cwd=cache, check=True)
    return (cache / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def look(page: Path, width: int, script: str, folder: Path) -> Iterator[str]:
    """What axe finds on a page at a width, a line each."""
    beside = page.with_name(f".axe-{page.name}")
    beside.write_text(with_axe(page.read_text(encoding="utf-8"), script), encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory() as profile:
            shown = subprocess.run(
                [
                    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                    *("--disable-background-networking", f"--user-data-dir={profile}"),
                    *(f"--window-size={width},900", "--virtual-time-budget=20000", "--dump-dom"),
                    beside.resolve().as_uri(),
                ],
                capture_output=True,
                text=True,
                check=True,
                timeout=120,
            ).stdout
    finally:
        beside.unlink()
    for rule, many, first in answer_of(shown):
        yield f"{page.relative_to(folder)} at {width}: {rule}, {many} times, first {first[:120]}"


def with_axe(page: str, script: str) -> str:
    """The page with a script at its end that runs axe and leaves the answer at the root."""
    return page.replace("</body>", f"<script>{script}</script><script>{ASK}</script></body>")


def answer_of(shown: str) -> list[tuple[str, int, str]]:
    """The answer that the script left; raises ValueError if it left none."""
    told = re.search(rf'<html[^>]* {ANSWER}="([^"]*)"', shown)
    if told is None:
        raise ValueError("axe gave no answer: the page did not load, or took too long.")
    return [tuple(it) for it in json.loads(html.unescape(told[1]))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
