import importlib.util
from pathlib import Path

from posada.programme.tables import NEEDS

ROOT = Path(__file__).parents[2]


def make_reference():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says():
    """Run tools/make_reference.py after a change of tables, settings or commands."""
    for name, text in make_reference().pages().items():
        written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert written == text, f"docs/reference/{name} has drifted: run tools/make_reference.py"


def test_every_need_code_is_in_the_glossary():
    """A code that a caseworker may type has an entry that says what it means."""
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    for code in NEEDS:
        assert f"`{code}`" in glossary
