"""Where the content of a statement begins and ends, and into which it falls apart."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


CASES = {
    "two clauses": (
        "The clerk said that the desk was open and that nobody came.",
        ["the desk was open", "nobody came"],
    ),
    "a relative that is far from the verb": (
        "The clerk says she was not aware of a letter that came in May.",
        ["she was not aware of a letter that came in May"],
    ),
    "a list of nouns": (
        "The tenants demanded a new boiler, two lamps and a key.",
        ["a new boiler", "two lamps", "a key"],
    ),
    "an opposition is one": (
        "La directora dijo que la obra no sólo terminó, sino que ya funciona.",
        ["la obra no sólo terminó, sino que ya funciona"],
    ),
    "a clause that opens with a bound": (
        "The clerk said at least 20 tenants had the keys.",
        ["at least 20 tenants had the keys"],
    ),
    "an answer to a question": (
        'Inés Roa visitó la obra. Preguntada por los planos, respondió que se publicarán "cuando haya luz".',
        ['se publicarán "cuando haya luz"'],
    ),
    "a gerund behind the last clause": (
        "The clerk said that 20 tenants had the keys and that the rest would wait, adding that it rained.",
        ["20 tenants had the keys", "the rest would wait", "it rained"],
    ),
    "infinitives behind who is asked": (
        "El sindicato solicitó a la junta abrir la puerta, garantizar la luz y no usar candados.",
        ["abrir la puerta", "garantizar la luz", "no usar candados"],
    ),
    "a clause that somebody is bound to": (
        "La alcaldesa se comprometió a que no habrá más desalojos este año.",
        ["no habrá más desalojos este año"],
    ),
    "a noun that is no infinitive": (
        "La junta exigió a la mujer y a los vecinos que abran la puerta.",
        ["abran la puerta"],
    ),
    "a year is no content": (
        "The clerk said in 2008 the archive was dry.",
        ["the archive was dry"],
    ),
    "an example is no item": (
        "La junta prometió reparar las zonas comunes, como pasillos, patios o azoteas.",
        ["reparar las zonas comunes, como pasillos, patios o azoteas"],
    ),
    "a purpose is no item": (
        "Los vecinos exigieron la intervención del juzgado y de la policía, para que vigilen el patio y la calle.",
        ["la intervención del juzgado y de la policía, para que vigilen el patio y la calle"],
    ),
    "that which points": ("The board rejected that charge.", ["that charge"]),
    "the papers that allow to stay": (
        "The board offered her papers that would have allowed her to stay.",
        ["her papers that would have allowed her to stay"],
    ),
    "a noun behind to": (
        "Landlords proposed a discount to tenants for the next year.",
        ["a discount to tenants for the next year"],
    ),
    "what is called for": (
        "The tenants called for an end to the works and a new lease.",
        ["an end to the works", "a new lease"],
    ),
    "a relative is no clause": (
        "El vecino criticó la obra que se hace en el patio.",
        [],
    ),
    "yesterday is no infinitive": (
        "El vecino exigió ayer a la junta una llave nueva.",
        ["una llave nueva"],
    ),
    "a day between verb and clause": (
        "La junta anunció el pasado 31 de mayo que el patio seguirá cerrado.",
        ["el patio seguirá cerrado"],
    ),
    "the week between verb and clause": (
        "El alcalde había dicho la semana pasada que el patio sigue cerrado.",
        ["el patio sigue cerrado"],
    ),
    "who is told is no content": (
        "She told the crowd the board had needed more time. Ada Lund told the crowd the board had needed more time.",
        ["the board had needed more time"],
    ),
    "of what somebody is accused": (
        "The tenants accused the board of hiding the letter.",
        ["hiding the letter"],
    ),
    "an amount that opens a clause": (
        "The clerk said about 3,000 tenants had left.",
        ["about 3,000 tenants had left"],
    ),
    "a sum behind to": (
        "The clerks demanded an increase to $1,200 a month.",
        ["an increase to $1,200 a month"],
    ),
    "a sum of money": (
        "The council pledged £4.2m for new stairs, to be paid from its reserves.",
        ["£4.2m for new stairs"],
    ),
    "a second infinitive without to": (
        "The tenants urged the board to publish the survey and refund every bill.",
        ["publish the survey", "refund every bill"],
    ),
    "a second amount": (
        "The board promised free keys for tenants and 50 new lamps.",
        ["free keys for tenants", "50 new lamps"],
    ),
    "demands in one clause": (
        "The clerk demanded that the firm pay its debts, stop the works at night and employ 20 guards.",
        ["the firm pay its debts", "stop the works at night", "employ 20 guards"],
    ),
    "when it had been promised": (
        "La vecina recordó que el alcalde había prometido 300 llaves en 2019.",
        ["el alcalde había prometido 300 llaves en 2019", "300 llaves"],
    ),
    "a link in the middle": (
        "La alcaldesa llegó tarde. Se negó, sin embargo, a cancelar los recibos.",
        ["cancelar los recibos"],
    ),
    "who is asked is no content": (
        "Los vecinos pidieron al gobierno un censo.",
        ["un censo"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_said(case: str) -> None:
    """Without marks at its ends and without the next statement."""
    text, expected = CASES[case]
    assert [content for _, _, content in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "content", "amount"),
    [
        (
            "If 20 tenants leave the yard, the board promised 30 keys.",
            "If 20 tenants leave the yard, the board promised 30 keys",
            "30 keys",
        ),
        (
            "Si la plaza queda libre, la junta prometió 30 llaves.",
            "Si la plaza queda libre, la junta prometió 30 llaves",
            "30 llaves",
        ),
        ("The board promised 30 keys unless it rains.", "30 keys unless it rains", "30 keys"),
    ],
)
def test_a_promise_keeps_its_condition(text: str, content: str, amount: str) -> None:
    """Without the condition it would be a promise of more; its amount is that of what is promised."""
    [draft] = read_text(text, source_id="S")
    assert (draft.act, draft.content.text, str(draft.quantity)) == ("promise", content, amount)
