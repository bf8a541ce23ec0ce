"""Compile the pins from pyproject.toml, and tell without a network whether they are still its pins.

Alone it checks, as ./check does. With the word "compile" it resolves again, which needs uv and a network.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--fork-strategy", "fewest"),
    *("--python-version", "3.11", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
]
# Each file extends the one before, so that an environment made for ./check also serves ./run.
FILES = {
    "tools": ["--group", "tools"],
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/run.txt"],
}
HEADER = """\
# Made from pyproject.toml by: python requirements/pins.py compile
# Inputs sha256: {inputs}
"""


def inputs() -> str:
    """Return the hash of those lines of pyproject.toml that decide what is installed."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = pyproject["project"]
    deciding = [project["requires-python"], project["dependencies"], pyproject["dependency-groups"]]
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()


def pinned(text: str) -> dict[str, str]:
    """Return the version of each package that a requirements file names."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def mistakes() -> list[str]:
    """Return one sentence for everything that is wrong with the pins."""
    texts = {name: (HERE / f"{name}.txt").read_text(encoding="utf-8") for name in FILES}
    header = HEADER.format(inputs=inputs())
    found = []
    for name, text in texts.items():
        if not text.startswith(header):
            found.append(f"requirements/{name}.txt: must be made from the present pyproject.toml.")
        if "://" in text or "--find-links" in text or "--index-url" in text:
            found.append(f"requirements/{name}.txt: must name packages only, never where they come from.")
        for line in re.findall(r"^[A-Za-z0-9].*$", text, flags=re.MULTILINE):
            if "==" not in line or not line.endswith("\\"):
                found.append(f"requirements/{name}.txt: must pin a version and its hashes, got {line!r}.")
    dev = pinned(texts["dev"])
    for package, version in pinned(texts["run"]).items():
        if dev.get(package) != version:
            found.append(f"requirements/dev.txt: {package} must be {version}, got {dev.get(package)}.")
    return found


def compile_all() -> None:
    """Resolve all pins again and write the requirements files."""
    uv = shutil.which("uv", path=f"{ROOT / '.tools/bin'}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        sys.exit("uv must be on the PATH or in .tools, got neither. Call ./run --help once.")
    elsewhere = ("UV_FIND_LINKS", "UV_OUTPUT_FILE", "UV_PROJECT")
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    environment["UV_SYSTEM_CERTS"] = "1"
    for name, arguments in FILES.items():
        done = subprocess.run(
            [uv, *COMPILE, *arguments, *sys.argv[2:]],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        (HERE / f"{name}.txt").write_text(HEADER.format(inputs=inputs()) + done.stdout, encoding="utf-8")


def main() -> int:
    """Compile when asked to, then check."""
    if sys.argv[1:2] == ["compile"]:
        compile_all()
    found = mistakes()
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        print("Call: python requirements/pins.py compile", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
