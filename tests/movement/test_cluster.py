"""Ensembles on a real cluster of two worker processes, one of which is killed on the way."""

import importlib
import importlib.util
import os
import signal
from typing import Any

import pytest

from posada.movement.cluster import MissingExtraError, on_cluster
from posada.movement.ensemble import MEMBERS_A_JOB, ensemble
from posada.movement.example import example

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="needs the extra cluster"),
    # Dask leaves sockets to the collector when a worker is killed.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_a_worker_that_is_killed_loses_nothing() -> None:
    """All members arrive, and are the same bytes as without a cluster."""
    distributed: Any = importlib.import_module("distributed")
    folder, members = example(), 12 * MEMBERS_A_JOB
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        with distributed.Client(cluster) as client:
            processes = sorted(client.run(os.getpid).values())
        assert len(processes) == 2

        def kill_one(done: int, of: int) -> None:
            if not killed and done < of:
                killed.append(processes[0])
                os.kill(processes[0], signal.SIGKILL)

        found = ensemble(
            folder, members=members, count_error=0.1, seed=3, run=on_cluster(cluster.scheduler_address),
            progress=kill_one,
        )  # fmt: skip
    assert killed
    alone = ensemble(folder, members=members, count_error=0.1, seed=3)
    assert found.counts.tobytes() == alone.counts.tobytes()


def test_without_dask_it_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything runs."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        MissingExtraError, match=r"^scheduler: needs dask, .* pip install 'posada\[cluster\]'$"
    ):
        on_cluster("tcp://127.0.0.1:9")


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback of another library, but what was expected where."""
    monkeypatch.setattr("posada.movement.cluster.WAITS_SECONDS", 1)
    with pytest.raises(
        ConnectionError, match=r"^scheduler: must answer at tcp://127.0.0.1:9, got no answer in 1 seconds\.$"
    ):
        ensemble(example(), members=2, run=on_cluster("tcp://127.0.0.1:9"))
