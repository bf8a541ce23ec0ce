"""What is denied, asked or supposed is never a draft of something said or promised."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board hasn't formally or publicly promised any keys.",
        "The clerk did not say that the board promised keys.",
        "The board cannot promise keys.",
        "The board no longer promises keys.",
        "No one on the board promised that keys would come.",
        "Neither the board nor the clerk promised keys.",
        "At no time did the board promise keys.",
        "Nor did the board promise keys.",
        "Tampoco la junta prometió llaves.",
        "Nadie en la junta prometió llaves.",
        "Ni la junta ni la secretaria prometieron llaves.",
        "En ningún momento la junta prometió llaves.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str) -> None:
    """A verb that is denied, by a word beside it, by its subject, or from the beginning of its clause."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "If the board promised keys, tenants would stay.",
        "Had the board promised keys, tenants would have stayed.",
        "Tenants wonder whether the board promised keys.",
        "Perhaps the board promised keys.",
        "Did the board promise keys?",
        "Will the clerk say that the rent rises?",
        "Si la junta prometió llaves, nadie las vio.",
        "Los inquilinos preguntaron si la junta prometió llaves.",
        "Tal vez la junta prometió llaves.",
        "¿Prometió la junta que habrá llaves?",
        "It is not true that the board promised keys.",
        "Es falso que la junta prometió llaves.",
        "Rumours that the board promised keys were spreading.",
    ],
)
def test_what_is_asked_supposed_or_called_false_is_no_statement(text: str) -> None:
    """Conditions, questions of the text itself, rumours, and what hangs on "it is false"."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The board denied that it had promised keys and offered locks.",
            [("The board", "deny", "it had promised keys")],
        ),
        ("La junta negó haber prometido llaves.", [("La junta", "deny", "haber prometido llaves")]),
        (
            "The tenants demanded the board promise keys.",
            [("The tenants", "request", "the board promise keys")],
        ),
        (
            "The board has neither promised nor offered keys, Ada Lund said.",
            [("Ada Lund", "say", "The board has neither promised nor offered keys")],
        ),
    ],
)
def test_a_promise_inside_a_denial_or_a_request_is_not_made(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """Only the denial, the request, or who tells of them is a statement."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board denied the claim and offered keys.", ("The board", "promise", "keys")),
        ("The board did not promise keys but offered locks.", ("The board", "promise", "locks")),
        ("The board, which had not met, promised keys.", ("The board", "promise", "keys")),
        ("La junta no sólo prometió llaves.", ("La junta", "promise", "llaves")),
        ("La junta no sólo prometió llaves, sino que ofreció candados.", ("La junta", "promise", "candados")),
        ("No obstante, la junta prometió 30 llaves.", ("la junta", "promise", "30 llaves")),
        ("The board promised keys, not locks.", ("The board", "promise", "keys")),
    ],
)
def test_a_denial_of_something_else_takes_no_statement_away(
    text: str, expected: tuple[str, str, str]
) -> None:
    """The last statement of each is made."""
    assert read(text)[-1] == expected


def test_who_promised_nothing_may_be_meant_later() -> None:
    """A pronoun in the next sentence stands for the subject of a verb that was denied."""
    assert read("The board didn't promise keys. It said the door was open.") == [
        ("The board", "deny", "keys"),
        ("The board", "say", "the door was open"),
    ]
