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
from posada.publish.site import site_files


@pytest.fixture(scope="session")
def files_with_few(with_few: Record) -> dict[str, bytes]:
    """The publication by file, made once."""
    return site_files(with_few)


@pytest.fixture
def site(tmp_path: Path, files_with_few: dict[str, bytes]) -> Path:
    """The publication of examples/mapastepec-2021, as if its two witnesses were people."""
    write_files(tmp_path, files_with_few)
    return tmp_path


@pytest.fixture(scope="session")
def verdicts(with_few: Record) -> list[dict[str, Any]]:
    """The verdicts as `posada measure --json` gives them."""
    return [asdict(row) for row in with_few.measured.rows()["verdicts"]]


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
