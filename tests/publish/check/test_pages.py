"""Pages are read as a browser would, by the standard library alone."""

import ast
import sys
from pathlib import Path

from posada.publish import check
from posada.publish.check.pages import read_page


def test_the_check_shares_no_code_with_the_maker() -> None:
    """It imports the standard library, the type of a fault, and itself."""
    for path in sorted(Path(check.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                ours = name == "posada.programme" or name.startswith("posada.publish.check")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, (path.name, name)


def test_ends_that_belong_to_other_elements_are_told() -> None:
    """With the line."""
    page = read_page("<main>\n<p>one</main>")
    assert page.broken == ["line 2: </main> closes ['p']", "never closed: main, p"]


def test_handlers_count_as_scripts() -> None:
    """An attribute that runs something is a script too."""
    assert read_page('<p onclick="1">x</p>').scripts == 1
    assert read_page("<p>x</p>").scripts == 0


def test_the_text_of_a_number_is_that_between_its_ends() -> None:
    """Markup inside belongs to it, what follows does not."""
    page = read_page('<p><data value="1" data-table="t" data-row="r" data-column="c"><b>1</b></data> 2</p>')
    assert page.numbers[0].text == "1"


def test_void_and_drawn_elements_need_no_end() -> None:
    """As in HTML and SVG."""
    assert read_page('<p><br><svg><rect width="1"/></svg></p>').broken == []
