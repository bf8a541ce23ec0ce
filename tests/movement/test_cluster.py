"""Ensembles on a real cluster of two worker processes, one of which is killed on the way."""

import importlib
import importlib.util
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
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


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than a second."""
    monkeypatch.setattr("posada.movement.cluster.WAITS_SECONDS", 1)


@pytest.mark.usefixtures("hurried")
def test_a_scheduler_that_is_not_there_is_told() -> None:
    """No traceback of another library, but what was expected where, and where to find the address."""
    with pytest.raises(
        ConnectionError,
        match=r"^scheduler: must be the address of a running dask scheduler, got no answer at tcp://127.0.0.1:9 in 1 "
        r"seconds\. 'dask scheduler' prints its address when it starts\.$",
    ):
        ensemble(example(), members=2, run=on_cluster("tcp://127.0.0.1:9"))


@pytest.mark.usefixtures("hurried")
def test_whoever_takes_the_call_and_says_nothing_is_not_waited_for() -> None:
    """A port that is open is no scheduler: the client of dask alone would wait without an end."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ConnectionError, match=f"got no answer at {address} in 1 seconds"):
            ensemble(example(), members=2, run=on_cluster(address))


@pytest.mark.usefixtures("hurried")
def test_an_answer_of_something_else_is_no_scheduler() -> None:
    """A web server's words are told as such, whatever the library makes of them."""
    with socket.create_server(("127.0.0.1", 0)) as web:
        address = f"tcp://127.0.0.1:{web.getsockname()[1]}"
        threading.Thread(target=_answer_as_web_server, args=(web,), daemon=True).start()
        with pytest.raises(
            ConnectionError, match=f"got an answer at {address} that is none of a scheduler\\.$"
        ):
            ensemble(example(), members=2, run=on_cluster(address))


def _answer_as_web_server(web: socket.socket) -> None:
    with web.accept()[0] as call:
        call.sendall(b"HTTP/1.0 400 Bad request\r\n\r\nThis is no scheduler, whatever you ask.")
        call.recv(4096)


@pytest.mark.usefixtures("hurried")
def test_a_worker_and_a_scheduler_without_workers_are_told() -> None:
    """Of a worker the address of its scheduler is told; jobs that nobody would do are not handed in."""
    distributed: Any = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        at, worker = cluster.scheduler_address, next(iter(cluster.workers.values())).address
        with pytest.raises(ConnectionError, match=f"got that of a Worker, {worker}: that is at {at}\\.$"):
            ensemble(example(), members=2, run=on_cluster(worker))
        cluster.scale(0)
        with distributed.Client(cluster) as client:
            _wait_until(lambda: not client.scheduler_info()["workers"])
        with pytest.raises(
            ConnectionError, match=f"must have a worker, got none at {at} .* Call: dask worker {at}$"
        ):
            ensemble(example(), members=2, run=on_cluster(at))


def _wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
