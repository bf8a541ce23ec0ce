"""Descriptions are held against tables cell by cell."""

from typing import Any

import pytest

from posada.publish.check.tables import broken_schemas, small_numbers


def package(**field: Any) -> dict[str, Any]:
    """Return the description of a table with one column."""
    return {
        "resources": [
            {"name": "t", "schema": {"fields": [{"name": "c", **field}], "missingValues": ["", "withheld"]}}
        ]
    }


@pytest.mark.parametrize(
    ("field", "cell", "says"),
    [
        ({"type": "integer"}, "12", ""),
        ({"type": "integer"}, "1.5", "must be of type integer, got 1.5"),
        ({"type": "date"}, "2021-13-01", "must be of type date, got 2021-13-01"),
        ({"type": "boolean"}, "maybe", "must be of type boolean, got maybe"),
        ({"type": "string", "constraints": {"required": True}}, "", "must not be empty"),
        ({"type": "integer"}, "withheld", ""),
        (
            {"type": "string", "constraints": {"pattern": "[a-z]{3}"}},
            "spanish",
            "must match [a-z]{3}, got spanish",
        ),
        ({"type": "integer", "constraints": {"minimum": 1}}, "0", "must be at least 1, got 0"),
        ({"type": "integer", "constraints": {"maximum": 1}}, "2", "must be at most 1, got 2"),
    ],
)
def test_a_cell_is_held_against_its_field(field: dict[str, Any], cell: str, says: str) -> None:
    """With what was expected and what came."""
    found = [what for _, what in broken_schemas(package(**field), {"t": [{"c": cell}]})]
    assert found == ([f"line 2, c: {says}"] if says else [])


def test_a_unit_that_is_not_known_counts_people() -> None:
    """The second list of things is as strict as the first."""
    rows = {"deliveries": [{"commitment_id": "k", "unit": "souls", "amount_lo": "3", "amount_hi": "30"}]}
    assert list(small_numbers(rows)) == [("data/deliveries.csv", "line 2, amount_lo: tells of 3 souls")]


def test_units_are_things_in_any_case() -> None:
    """As the gate reads them: buses with a capital letter are buses, and so are Spanish ones."""
    for unit in ("Buses", "autobuses", "Días"):
        rows = {"deliveries": [{"commitment_id": "k", "unit": unit, "amount_lo": "3", "amount_hi": "3"}]}
        assert list(small_numbers(rows)) == []
