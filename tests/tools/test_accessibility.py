"""The script goes into the page, and the answer comes out of it."""

import importlib.util
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location(
    "accessibility", Path(__file__).parents[2] / "tools" / "accessibility.py"
)
assert spec is not None
assert spec.loader is not None
accessibility = importlib.util.module_from_spec(spec)
spec.loader.exec_module(accessibility)


def test_the_script_stands_at_the_end_of_the_body() -> None:
    """Behind everything that it looks at."""
    page = accessibility.with_axe("<html><body><p>It</p></body></html>", "axe = 1")
    assert page.startswith("<html><body><p>It</p><script>axe = 1</script>")
    assert page.endswith("</script></body></html>")


def test_an_answer_is_read_from_the_root() -> None:
    """As it was written; a page that left none is a mistake, not a clean page."""
    shown = '<html lang="en" axe-answer="[[&quot;image-alt&quot;,2,&quot;<img>&quot;]]"><body></body></html>'
    assert accessibility.answer_of(shown) == [("image-alt", 2, "<img>")]
    with pytest.raises(ValueError, match="axe gave no answer"):
        accessibility.answer_of("<html><body></body></html>")


def test_what_is_no_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence."""
    assert accessibility.main(["no-such-folder"]) == 2
    assert capsys.readouterr().err == "accessibility: must be given one folder with pages.\n"
