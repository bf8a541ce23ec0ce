"""A publication in a folder, which a test may damage."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from posada.programme import Fault
from posada.publish.check import check_site
from posada.publish.folder import write_files
from posada.publish.record import Record


@pytest.fixture
def site(tmp_path: Path, mapastepec_files: dict[str, bytes]) -> Path:
    """The publication of examples/mapastepec-2021."""
    write_files(tmp_path, mapastepec_files)
    return tmp_path


@pytest.fixture(scope="session")
def verdicts(mapastepec: Record) -> list[dict[str, Any]]:
    """The verdicts as `posada measure --json` gives them."""
    return [asdict(row) for row in mapastepec.measured.rows()["verdicts"]]


@pytest.fixture
def damaged(site: Path, verdicts: list[dict[str, Any]]) -> Callable[..., list[Fault]]:
    """Replace words of a file once, and return what the check finds, digests apart."""

    def damage(path: str, old: str, new: str) -> list[Fault]:
        file = site / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} must stand in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [fault for fault in check_site(site, verdicts) if fault.rule != "digests"]

    return damage
