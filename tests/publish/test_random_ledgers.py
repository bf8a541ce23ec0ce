"""Whatever a ledger holds: pages and tables agree, links lead on, and no small number of people gets out."""

import random
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from posada.programme import Programme
from posada.publish.check import check_site
from posada.publish.folder import write_files
from posada.publish.record import record_of
from posada.publish.site import site_files

sys.path.insert(0, str(Path(__file__).parents[1] / "commitments"))

from ledgers import random_ledger


def scaled(programme: Programme, dice: random.Random) -> Programme:
    """Return the ledger with larger numbers, so that some may be told and some differ by a few."""
    factor = dice.choice([1, 15, 60])

    def times(value: int | None) -> int | None:
        return None if value is None else value * factor + (dice.randrange(4) if value else 0)

    return replace(
        programme,
        commitments=tuple(replace(row, amount=times(row.amount)) for row in programme.commitments),
        deliveries=tuple(
            replace(
                row, amount_lo=low, amount_hi=None if low is None else max(low, times(row.amount_hi) or 0)
            )
            for row in programme.deliveries
            for low in [times(row.amount_lo)]
        ),
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_check_finds_no_fault(seed: int, tmp_path: Path) -> None:
    """On promises of all kinds, under each policy in turn."""
    dice = random.Random(seed)
    policy = ("registry", "press", "all")[seed % 3]
    record = record_of(scaled(random_ledger(seed), dice), policy=policy)
    write_files(tmp_path, site_files(record))
    assert check_site(tmp_path, [asdict(row) for row in record.measured.rows()["verdicts"]]) == ()
