"""Rules of the house that import-linter cannot say: what the programme imports, where documents point."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMME = ROOT / "src" / "posada" / "programme"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, anywhere in its text."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


def test_programme_imports_the_standard_library_only() -> None:
    """A folder can be read and checked wherever Python runs; workbooks alone need openpyxl."""
    for path in sorted(PROGRAMME.rglob("*.py")):
        allowed = {*sys.stdlib_module_names, "posada"}
        if path.name == "workbook.py":
            allowed.add("openpyxl")
        assert imported(path) <= allowed, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Pictures and files that a page names exist; the strict build looks at pages only."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)", text):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), target
