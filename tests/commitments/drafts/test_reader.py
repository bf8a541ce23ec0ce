"""Drafts point exactly into their text, survive any text, and stay drafts."""

import dataclasses
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.commitments.drafts import Draft, read_text
from posada.programme import InputError

sys.path.insert(0, str(Path(__file__).parent))

from scoring import gold_of, score, texts

PIECES = st.sampled_from(
    [
        "«",
        "»",
        '"',
        "“",
        "”",
        "—",
        " ",
        "\n",
        ", ",
        ". ",
        ": ",
        "said",
        "dijo",
        "that",
        "que",
        "the mayor",
        "Ana Ruiz",
        "promised",
        "pidió",
        "según",
        "según denunció",
        "was told by",
        "he",
        "y",
        "to go",
        "300",
        "20 y",
        "\ufeff",
        "😀",
    ]
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)),
    st.sampled_from([None, "en", "es"]),
)
def test_spans_of_any_text_equal_its_bytes(text: str, lang: str | None) -> None:
    """Whatever is read, content and speaker are the bytes that stand at their offsets, and are not empty."""
    raw = text.encode("utf-8")
    for draft in read_text(text, lang=lang, source_id="S"):
        for span in (draft.content, draft.speaker):
            assert 0 <= span.start < span.end <= len(raw)
            assert raw[span.start : span.end].decode("utf-8") == span.text
        assert draft.who == draft.speaker.text
        assert 0 < draft.confidence <= 1


@pytest.mark.parametrize(
    ("part", "recall", "precision"), [("dev", 0.95, 0.95), ("locked", 0.8, 0.9), ("proof", 0.8, 0.9)]
)
def test_gold_set_is_read_well_enough(part: str, recall: float, precision: float) -> None:
    """Totals alone are compared, so that nobody learns from this test which locked statement was missed."""
    total = score(read_text, texts(part))
    assert total.recall >= recall, str(total)
    assert total.precision >= precision, str(total)


def test_gold_set_is_large_enough() -> None:
    """Twelve texts hold at least 120 statements, and every annotation stands in its text."""
    paths = [*texts("dev"), *texts("locked")]
    assert len(paths) == 12
    assert sum(len(gold_of(path)) for path in paths) >= 120


def test_a_draft_cannot_be_confirmed() -> None:
    """Nobody's name can be put under a draft: a claim is made by a person, elsewhere."""
    [draft] = read_text("The mayor promised 300 beds.", source_id="S")
    assert draft.confirmed_by == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        draft.confirmed_by = ("A",)  # type: ignore[misc,assignment]
    with pytest.raises((TypeError, ValueError), match="confirmed_by"):
        dataclasses.replace(draft, confirmed_by=("A", "B"))
    assert not any(f.init for f in dataclasses.fields(Draft) if f.name == "confirmed_by")


def test_scare_quotes_are_no_statements() -> None:
    """Words that a writer keeps at a distance are nobody's statement."""
    assert (
        read_text('The so-called "floating village" has sheltered the families since May.', source_id="S")
        == ()
    )


def test_a_list_under_one_verb_is_split() -> None:
    """Each thing that was asked for is a draft of its own."""
    drafts = read_text("The nurses demanded two vans, a new roof and the right to strike.", source_id="S")
    assert [draft.content.text for draft in drafts] == ["two vans", "a new roof", "the right to strike"]
    assert {draft.act for draft in drafts} == {"request"}


def test_each_paragraph_is_read_in_its_language() -> None:
    """A text in two languages is read in both."""
    text = "The mayor said that the road is open and safe.\n\nLa alcaldesa dijo que la ruta no es segura."
    assert [draft.lang for draft in read_text(text, source_id="S")] == ["en", "es"]


def test_nothing_comes_of_nothing() -> None:
    """Empty texts, and languages without cues, give no drafts."""
    assert read_text("", source_id="S") == ()
    assert read_text("Der Bürgermeister sagte, die Brücke werde gesperrt.", source_id="S") == ()


@pytest.mark.parametrize(
    ("text", "lang", "message"),
    [
        (b"caf\xe9", None, "S, text: must be UTF-8, got byte 0xe9 at offset 3."),
        ("a\ud800", None, "S, text: must be UTF-8, got half a character at position 1."),
        ("a" * 5_000_001, None, "S, text: must be at most 5000000 bytes, got 5000001."),
        ("Oui.", "fr", "S, lang: must be one of en, es, got 'fr'."),
    ],
)
def test_what_cannot_be_read_is_refused(text: str | bytes, lang: str | None, message: str) -> None:
    """The mistake says where, what was expected and what came."""
    with pytest.raises(InputError) as caught:
        read_text(text, lang=lang, source_id="S")
    assert str(caught.value) == message
