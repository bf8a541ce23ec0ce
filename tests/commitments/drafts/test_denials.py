"""A promise that was not made is drafted as denied, and never as a promise."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        ("The harbour board has not promised any keys.", "The harbour board", "any keys"),
        ("The harbour board has not, so far, promised any keys.", "The harbour board", "any keys"),
        ("The council never offered to pay the 40 tenants.", "The council", "pay the 40 tenants"),
        ("La junta no prometió llaves ni ofreció candados.", "La junta", "llaves"),
        ("La junta nunca les ha prometido llaves.", "La junta", "llaves"),
        ("The clerk denied having promised keys.", "The clerk", "having promised keys"),
        ("La junta negó haber prometido llaves.", "La junta", "haber prometido llaves"),
        ("The clerk denied that the board had promised keys.", "The clerk", "the board had promised keys"),
    ],
)
def test_a_promise_that_was_not_made_is_denied(text: str, who: str, content: str) -> None:
    """Whether the text says so or whoever denies it; the polarity tells."""
    [draft] = read_text(text, source_id="S")
    assert (draft.who, draft.act, draft.polarity, draft.content.text) == (who, "deny", "deny", content)


def test_what_the_text_denies_is_least_sure() -> None:
    """For it is the outlet that says so: a person must decide whose claim it is."""
    [told] = read_text("The board has not promised keys.", source_id="S")
    [said] = read_text("The board denied that it had promised keys.", source_id="S")
    assert told.rule == "unpromised"
    assert told.confidence < said.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Nobody on the board promised keys.",
        "The board cannot promise keys.",
        "If the board has not promised keys, tenants will leave.",
        "Has the board not promised keys?",
        "It is not true that the board has not promised keys.",
        "The board has neither promised nor offered keys.",
        "Ninguna junta prometió llaves.",
    ],
)
def test_nobody_denies_a_promise_here(text: str) -> None:
    """No single speaker, no plain negation, or only a supposition."""
    assert read_text(text, source_id="S") == ()
