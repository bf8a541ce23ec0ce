"""What every test gets: Hypothesis profiles, a browser if there is one, and no quiet skips in CI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# Both profiles are derandomised: the same code gives the same verdict, on any machine.
settings.register_profile("fast", derandomize=True, max_examples=25, deadline=None)
settings.register_profile("ci", derandomize=True, max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if IN_CI else "fast"))


def find_chromium() -> str | None:
    """Return the path of a Chromium that can look at a page, or None."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, for tests marked `chromium`."""
    path = find_chromium()
    assert path is not None, "a test that uses the fixture 'chromium' must carry the marker of that name."
    return path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets beside the repository, for tests marked `shared_data`."""
    return Path(__file__).parents[2] / "shared" / "data"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot run, with the reason that the summary prints."""
    if item.get_closest_marker("chromium") and find_chromium() is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    if item.get_closest_marker("shared_data"):
        folder = Path(__file__).parents[2] / "shared" / "data"
        if not folder.is_dir():
            pytest.skip("no folder shared/data beside the repository")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure in CI: a check that did not run is not a check that passed."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: must run in CI, got {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Turn the skip of a whole module into a failure in CI too."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: must be collected in CI, got {report.longrepr}"
    return report
