"""Whether somebody is a person, a body, several, or an office without a name."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.kinds import kind_of
from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.words import tokens


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Ada Lund", "person"),
        ("en", "Ada Lund, a clerk of the port", "person"),
        ("en", "the harbour union", "group"),
        ("en", "the drivers", "many"),
        ("en", "640 people", "many"),
        ("en", "About 50 tenants", "many"),
        ("en", "Tenants of Port Lund", "many"),
        ("en", "Ada Lund and Ivo Pan", "many"),
        ("en", "Lund and Pan", "many"),
        ("en", "Union officials", "many"),
        ("en", "Council leader Ada Lund", "person"),
        ("en", "State Sen. Ada Lund", "person"),
        ("en", "Council of Port Lund", "group"),
        ("en", "the clerk", "role"),
        ("es", "la directora", "role"),
        ("es", "el ayuntamiento", "group"),
        ("es", "los vecinos", "many"),
        ("es", "Los vecinos de San Telmo", "many"),
        ("es", "Unos 40 vecinos", "many"),
    ],
)
def test_kinds(lang: str, text: str, kind: str) -> None:
    """Whom "she", "it" and "they" may mean later."""
    assert kind_of(tokens(text, 0, len(text)), lexicon(lang)) == kind
