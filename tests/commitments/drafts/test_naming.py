"""Whom a noun phrase names, and whom a pronoun stands for."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


CASES = {
    "a relative clause inside the subject": (
        "El grupo que permanecía en la plaza aceptó subir a los camiones.",
        "El grupo",
    ),
    "whoever stands before the relative": (
        "La oficina recibió una carta firmada por 18 vecinos que pidieron una reunión.",
        "18 vecinos",
    ),
    "an abbreviation in brackets": (
        "El Instituto de Aguas (IDA) aseguró que la presa está llena.",
        "El Instituto de Aguas (IDA)",
    ),
    "a pronoun for the subject before": (
        "Nora Vidal, 62, moved to the harbour. She said that nobody had warned the harbour.",
        "Nora Vidal, 62",
    ),
    "a link between subject and verb": (
        "Los inquilinos, en cambio, sostuvieron que el muro cede.",
        "Los inquilinos",
    ),
    "a link in English": ("The tenants, for their part, said the wall leaks.", "The tenants"),
    "a relative clause behind a name": (
        "Ada Lund, who heads the board, said that the wall leaks.",
        "Ada Lund",
    ),
    "what tells when": (
        "The wall fell a week after engineers said no crack was wide.",
        "engineers",
    ),
    "who is told": (
        "«El muro de la obra cede», afirmó a Sureste Inés Roa, ingeniera de la junta.",
        "Inés Roa",
    ),
    "a day behind the subject": ("The board on Tuesday said the wall leaks.", "The board"),
    "it for what has a which": (
        "Tollbridge, which runs the hall, has not offered a key. But it promised to open the hall.",
        "Tollbridge",
    ),
    "the subject of a verb that is denied": (
        "El intendente, Rubén Alzaga, no dio fechas. Afirmó que las obras comenzarán en marzo.",
        "El intendente, Rubén Alzaga",
    ),
    "an adverb of manner": ("Los vecinos inicialmente rechazaron la oferta.", "Los vecinos"),
    "a second verb behind aunque": (
        "La junta se comprometió a abrir el patio, aunque rechazó pagar la llave.",
        "La junta",
    ),
    "he has a title of a body": (
        "Karim Uddin left. District Commissioner Ada Lund rejected the claim. She said that the door was old.",
        "District Commissioner Ada Lund",
    ),
    "she is no crowd": (
        "Ada Lund opened the door. About 50 tenants waited. She said that the door was old.",
        "Ada Lund",
    ),
    "several are meant by a plural verb": (
        "Los vecinos de Lerma llenaron la plaza. Inés Roa llegó tarde. Pidieron una llave nueva.",
        "Los vecinos de Lerma",
    ),
    "it is the body of the sentence": (
        "The board met. The clerks' executive agreed to wait but it refused to sign the lease.",
        "The clerks' executive",
    ),
    "whoever spoke, not whom they named": (
        "Inés Roa recordó que la empresa tampoco avisó. «Que vengan a vernos», retó.",
        "Inés Roa",
    ),
    "what opens the sentence": ("En la reunión el alcalde dijo que la ruta está libre.", "el alcalde"),
    "a time is nobody": (
        "Inés Roa llegó tarde. Al mismo tiempo añadió que la ruta está libre.",
        "Inés Roa",
    ),
    "a paper in which one speaks": (
        "La junta difundió un comunicado en el que afirmó que la ruta está libre.",
        "La junta",
    ),
    "whoever acts in a relative clause": (
        "Los vecinos visitaron a los agentes, quienes les prometieron una llave.",
        "los agentes",
    ),
    "a long description": (
        "Ada Lund, head of planning and parks for Port Lund, said the roof leaks.",
        "Ada Lund, head of planning and parks for Port Lund",
    ),
    "where it was said": (
        "Ivo Paz, en una conferencia de prensa, dijo que la ruta está libre.",
        "Ivo Paz",
    ),
    "a participle behind an article": (
        "The affected tenants went home, demanding a new lease from the board.",
        "The affected tenants",
    ),
    "two offices of one": (
        "Port Union president and CEO Ada Lund said the roof leaks.",
        "Port Union president and CEO Ada Lund",
    ),
    "some": ("Some said the roof leaks.", "Some"),
    "the name alone": ("One of them, Ivo Pan, said the roof leaks.", "Ivo Pan"),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_meant(case: str) -> None:
    """The words of the text, without what hangs on them."""
    text, who = CASES[case]
    assert read(text)[-1][0] == who


def test_somebody_meant_by_a_pronoun_is_less_sure() -> None:
    """The draft says so."""
    named, meant = (
        draft.confidence
        for draft in read_text("Nora Vidal said the roof leaks. She said the floor is wet.", source_id="S")
    )
    assert meant < named
