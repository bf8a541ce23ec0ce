"""Both languages say the same things, with the same gaps to fill."""

import re
from pathlib import Path
from string import Formatter

from posada.programme.columns import TABLES
from posada.programme.tables.promises import ACTOR_KINDS, ACTS, CONTRADICTIONS, DRIFTS, GRADES, STRENGTHS
from posada.programme.tables.verdicts import VERDICTS
from posada.publish import words
from posada.publish.words import TEXTS

SOURCE = Path(words.__file__).parent


def test_both_languages_have_the_same_keys_and_gaps() -> None:
    """A sentence that is missing or lacks a value is found here, not by a reader."""
    assert set(TEXTS["en"]) == set(TEXTS["es"])
    for key, text in TEXTS["en"].items():
        gaps = [{name for _, name, _, _ in Formatter().parse(it) if name} for it in (text, TEXTS["es"][key])]
        assert gaps[0] == gaps[1], key


def test_every_code_of_the_ledger_has_words() -> None:
    """A new code in a table needs a word here."""
    choices = {
        f"{prefix}_{code}"
        for prefix, codes in (
            ("verdict", VERDICTS), ("kind", ACTOR_KINDS), ("act", ACTS), ("type", CONTRADICTIONS),
            ("drift", DRIFTS), ("grade", GRADES), ("strength", STRENGTHS),
            *(
                (prefix, TABLES[name].column(column).one_of)
                for prefix, name, column in (
                    ("source", "sources", "kind"), ("near", "sources", "grade"), ("polarity", "claims", "polarity"),
                    ("state", "contradictions", "state"), ("instrument", "commitments", "instrument"),
                    ("event", "deliveries", "event"), ("vouched", "coverage", "completeness"),
                    ("act", "commitments", "act"), ("existence", "verdicts", "existence"),
                    ("knowledge", "verdicts", "knowledge"), ("counts", "verdict_traces", "refused_for"),
                )
            ),
            ("test", tuple(it for it in TABLES["contradictions"].column("test").one_of if it)),
        )
        for code in codes
    }  # fmt: skip
    assert choices <= set(TEXTS["en"]), choices - set(TEXTS["en"])


def test_no_sentence_is_left_over() -> None:
    """What no page says is thrown away."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*")
        if path.suffix in (".py", ".html") and not path.name.startswith("words")
    )
    said = set(re.findall(r"[a-z_0-9]+", code))
    stems = tuple(re.findall(r"\b([a-z_]+_)\{", code))
    assert [key for key in TEXTS["en"] if key not in said and not key.startswith(stems)] == []
