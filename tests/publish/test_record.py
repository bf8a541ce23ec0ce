"""Only the ledger leaves: no household, no person, no name, no draft, nothing that was not known by then."""

import datetime as dt
from dataclasses import replace

from posada.commitments import measure
from posada.commitments.example import example
from posada.programme import Programme
from posada.publish.record import Record, record_of
from posada.publish.site import site_files


def test_no_file_holds_a_planted_name(secretive: Programme, planted: tuple[str, ...]) -> None:
    """Names of a person, a household and somebody in a public role are in no page, table, name or path."""
    files = site_files(record_of(secretive))
    everything = "\n".join([*files, *(content.decode() for content in files.values())]).casefold()
    assert [name for name in planted if name.casefold() in everything] == []
    assert "spokesperson of the walkers" in everything


def test_no_file_holds_a_small_number_of_people_by_any_way(secretive: Programme) -> None:
    """Not the 7, nor 40, 33, 41, 117 or the three without shoes, from which it would follow."""
    files = site_files(record_of(secretive))
    pages = "\n".join(content.decode() for path, content in files.items() if path.startswith("en/"))
    for told in ("7 people", "20 others", ">41<", ">33<", ">40<", ">117<", ">7<", "Four families"):
        assert told not in pages, told
    rows = files["data/deliveries.csv"].decode()
    assert "fewer than 10" in rows
    assert "withheld" in rows
    assert ",33," not in rows
    assert ",117," not in rows


def test_people_appear_under_their_role_and_a_code_without_a_name(secretive: Programme) -> None:
    """The code is made of the institution and a number."""
    record = record_of(secretive)
    codes = [(row.actor_id, row.name) for row in record.actors if row.kind == "public_person"]
    assert codes == [("public-role-1", "spokesperson of the walkers")]
    assert record.commitments[-1].debtor_actor_ids == ("agency", "public-role-1")


def test_names_in_addresses_are_cut(secretive: Programme) -> None:
    """An address that spells a name leads to its site only."""
    sources = tuple(
        replace(row, url="https://paper.example/2021/tecuani-speaks") if row.source_id == "seen" else row
        for row in secretive.sources
    )
    record = record_of(replace(secretive, sources=sources))
    assert next(row.url for row in record.sources if row.source_id == "seen") == "https://paper.example/"


def test_drafts_that_nobody_confirmed_are_not_published(secretive: Programme) -> None:
    """And who confirmed a draft is nobody's business."""
    record = record_of(secretive)
    assert "draft" not in {row.claim_id for row in record.claims}
    confirmed = tuple(
        replace(row, confirmed_by=("staff-member-x",)) if row.claim_id == "draft" else row
        for row in secretive.claims
    )
    files = site_files(record_of(replace(secretive, claims=confirmed)))
    assert b"a draft of a machine" in files["data/claims.csv"]
    assert not any(b"staff-member-x" in content for content in files.values())


def test_masking_changes_no_verdict(secretive: Programme, mapastepec: Record) -> None:
    """What is published was measured on the masked ledger, and says what the ledger itself says."""
    for programme in (secretive, example()):
        plain = measure(programme).rows()["verdicts"]
        assert record_of(programme).measured.rows()["verdicts"] == plain


def test_only_what_was_known_is_published() -> None:
    """A row that entered the ledger later is in no table, and neither is what it alone leads to."""
    base = example()
    late = dt.date(2021, 12, 20)
    deliveries = (base.deliveries[0], replace(base.deliveries[1], recorded_on=late))
    ledger = replace(base, deliveries=deliveries)
    before = record_of(ledger, known_as_of=late - dt.timedelta(days=1))
    assert [row.delivery_id for row in before.deliveries] == ["buses-0"]
    assert [row.delivery_id for row in record_of(ledger, known_as_of=late).deliveries] == [
        "buses-0",
        "buses-1",
    ]


def test_rows_that_a_policy_does_not_count_are_published_all_the_same() -> None:
    """The record is whole; the policy only says what counts."""
    record = record_of(example(), policy="registry")
    assert len(record.deliveries) == 2
    assert record.measured.assessment("buses").evidence.deliveries == ()


def test_before_the_first_promise_the_record_is_empty() -> None:
    """A publication of no promises says so, and is one."""
    assert record_of(example(), as_of=dt.date(2001, 1, 1)).commitments == ()


def test_quotations_that_nobody_compared_are_left_out(secretive: Programme) -> None:
    """With their places, for an altered one would put words into a mouth; how many were left out is known."""
    compared = replace(secretive, quotations_compared=True)
    assert {row.claim_id for row in record_of(compared).claims if row.quotation} == {"few"}
    assert record_of(compared).quotations_left_out == 0
    record = record_of(replace(secretive, quotations_compared=False))
    assert not any(row.quotation or row.from_byte is not None for row in record.claims)
    assert record.quotations_left_out == 1
