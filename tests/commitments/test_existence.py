"""Whether a promise was made is for independent voices to say: four answers, and silence moves nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posada.commitments.existence import origin_of, voices_on
from posada.programme.tables import Source

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import said

ALL = frozenset({"primary", "secondary", "tertiary"})


def source(code: str, grade: str = "secondary", *derives: str, group: str = "") -> Source:
    return Source(
        source_id=code,
        kind="news",
        title=code,
        grade=grade,
        derives_from_source_ids=derives,
        independence_group=group,
    )


SOURCES = {
    row.source_id: row
    for row in (
        source("said", "primary"),
        source("wire"),
        source("copy", "tertiary", "wire"),
        source("copy-of-copy", "tertiary", "copy"),
        source("printed", "secondary", group="statement"),
        source("reprinted", "secondary", group="statement"),
    )
}


@pytest.mark.parametrize(
    ("polarities", "expected"),
    [
        ((), "none"),
        (("assert",), "told_true"),
        (("deny",), "told_false"),
        (("assert", "deny"), "contested"),
        (("silent",), "none"),
        (("assert", "silent"), "told_true"),
        (("deny", "silent", "silent"), "told_false"),
    ],
)
def test_the_four_answers(polarities: tuple[str, ...], expected: str) -> None:
    """Silence is on record and changes none of them."""
    claims = [said(f"c{number}", polarity=polarity) for number, polarity in enumerate(polarities)]
    found = voices_on(claims, SOURCES, ALL)
    assert found.existence == expected
    assert len(found.silent) == polarities.count("silent")


def test_a_retelling_is_no_voice() -> None:
    """What a blog makes of a wire report is drift, whatever it says."""
    told = said("b", polarity="deny", source_id="copy", derived_from_claim_id="a", drift=("scope",))
    found = voices_on([said("a", source_id="wire"), told], SOURCES, ALL)
    assert found.existence == "told_true"
    assert [row.claim_id for row in found.retold] == ["b"]


def test_one_speaker_printed_twice_is_one_voice() -> None:
    """Two copies of one statement share an origin."""
    claims = [said("a", source_id="printed"), said("b", source_id="reprinted")]
    assert len(voices_on(claims, SOURCES, ALL).for_it) == 1
    apart = [said("a", source_id="printed"), said("b", source_id="wire")]
    assert len(voices_on(apart, SOURCES, ALL).for_it) == 2


def test_origins_are_followed_through_retellings() -> None:
    """A copy of a copy goes back to the wire."""
    assert origin_of("copy-of-copy", SOURCES) == ("wire",)
    assert origin_of("reprinted", SOURCES) == ("statement",)


def test_a_policy_hears_near_sources_only() -> None:
    """Under the registry policy a newspaper alone makes no promise exist."""
    assert voices_on([said("a", source_id="wire")], SOURCES, frozenset({"primary"})).existence == "none"


def test_what_goes_back_to_origins_already_heard_adds_no_voice() -> None:
    """The statement, the wire, and a round-up of both: two voices. The round-up alone is one."""
    both = {**SOURCES, "round-up": source("round-up", "tertiary", "said", "wire")}
    claims = [said("a"), said("b", source_id="wire"), said("c", source_id="round-up")]
    assert [row.claim_id for row in voices_on(claims, both, ALL).for_it] == ["a", "b"]
    assert [row.claim_id for row in voices_on(claims[2:], both, ALL).for_it] == ["c"]


def test_outlets_that_print_one_origin_are_one_voice() -> None:
    """Two newspapers speak in their own name after the same wire; a minister quoted there is another voice."""
    claims = [
        said("a", source_id="wire", claimant_actor_id="agency-press"),
        said("b", source_id="copy", claimant_actor_id="paper"),
    ]
    outlets = {"agency-press", "paper"}
    assert [row.claim_id for row in voices_on(claims, SOURCES, ALL, outlets).for_it] == ["a"]
    quoted = said("c", source_id="wire", claimant_actor_id="minister")
    assert len(voices_on([*claims, quoted], SOURCES, ALL, outlets).for_it) == 2
