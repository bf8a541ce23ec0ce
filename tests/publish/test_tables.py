"""The published tables are those of the ledger, cell by cell, but for what may not be told."""

import csv
import io
import json

from posada.programme.columns import TABLES
from posada.publish.gate import Held
from posada.publish.record import Record
from posada.publish.tables import NUMBERS_THAT_COUNT_NOBODY, PUBLISHED, package_text, public_tables


def test_every_number_column_passes_the_gate_unless_it_is_known_to_count_nobody(with_few: Record) -> None:
    """A column that somebody adds is withheld until somebody says that it counts nobody."""
    for name, columns in NUMBERS_THAT_COUNT_NOBODY.items():
        for column in columns:
            assert TABLES[name].column(column).kind in ("integer", "number")
    verdicts = next(it for it in public_tables(with_few) if it.table.name == "verdicts").rows
    assert [row["owed_lo"] for row in verdicts if row["commitment_id"] == "K6"] == [Held.FEW]


def test_where_nobody_said_how_many_no_number_is_told(made_up: Record) -> None:
    """The room counts to "at least one" there, which would read as one to nine people."""
    verdicts = next(it for it in public_tables(made_up) if it.table.name == "verdicts").rows
    cards = next(row for row in verdicts if row["commitment_id"] == "cards")
    assert [cards[name] for name in ("kept_lo", "kept_hi", "owed_lo", "owed_hi")] == ["", "", "", ""]


def test_tables_read_back_as_they_were(mapastepec: Record) -> None:
    """Header and rows of the CSV are the cells of the table."""
    for table in public_tables(mapastepec):
        rows = list(csv.DictReader(io.StringIO(table.csv_text())))
        assert rows == [dict(row) for row in table.rows], table.table.name


def test_columns_that_stay_in_the_house_are_in_no_table(mapastepec: Record) -> None:
    """Who confirmed a draft, and what a stored text is called."""
    columns = {(it.table.name, column.name) for it in public_tables(mapastepec) for column in it.columns}
    assert not columns & {("claims", "confirmed_by"), ("sources", "file")}


def test_references_lead_to_published_rows_only(mapastepec: Record) -> None:
    """A reference to a row that stays in is emptied."""
    tables = {it.table.name: it for it in public_tables(mapastepec)}
    claims = {row["claim_id"] for row in tables["claims"].rows}
    assert {row["claim_id"] for row in tables["deliveries"].rows} <= claims | {""}


def test_the_package_describes_every_table_and_what_a_withheld_cell_says(mapastepec: Record) -> None:
    """From the one definition of each table."""
    package = json.loads(package_text(mapastepec, public_tables(mapastepec)))
    assert [it["name"] for it in package["resources"]] == list(PUBLISHED)
    assert package["as_of"] == "2021-12-31"
    assert package["known_as_of"] is None
    assert package["policy"] == "all"
    for resource in package["resources"]:
        assert resource["schema"]["missingValues"] == ["", "fewer than 10", "withheld"]
        assert all(field["description"] for field in resource["schema"]["fields"])
