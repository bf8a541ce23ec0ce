"""What every page shares: templates that escape and refuse what has no value, and digests cut to their first signs."""

import pytest
from jinja2 import UndefinedError

from posada.report.frame import DIGEST_SIGNS, environment, short_digests, template_text


def test_words_are_escaped_and_a_name_without_a_value_is_an_error() -> None:
    """So that neither a name of a place nor a slip in a template reaches a reader as it should not."""
    engine = environment("posada.report")
    assert engine.from_string("{{ it }}").render(it="<script>") == "&lt;script&gt;"
    with pytest.raises(UndefinedError, match="nothing"):
        engine.from_string("{{ nothing }}").render()


@pytest.mark.parametrize("package", ["posada.report", "posada.report.movement", "posada.publish"])
def test_each_room_of_pages_has_its_own_templates(package: str) -> None:
    """The engine of a package finds the files beside it, and a package has one engine."""
    name = {
        "posada.report": "page.html",
        "posada.report.movement": "frame.html",
        "posada.publish": "base.html",
    }
    assert environment(package).get_template(name[package])
    assert environment(package).from_string(template_text(package, name[package]))
    assert environment(package) is environment(package)


def test_digests_are_sorted_and_cut() -> None:
    """By file name, to so many signs."""
    assert short_digests({"b.csv": "1" * 64, "a.csv": "2" * 64}) == [
        ("a.csv", "2" * DIGEST_SIGNS),
        ("b.csv", "1" * DIGEST_SIGNS),
    ]
