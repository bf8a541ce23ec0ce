"""Ensembles on more than one machine: the jobs run on the workers of a dask cluster.

Needs the extra `cluster` (`pip install 'posada[cluster]'`) here and posada on every worker. A worker that dies loses
nothing: its jobs run again elsewhere, and give the same answer, as each member has its own source of chance.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from posada.movement.ensemble import Job, Runner, Runs
from posada.programme.mistakes import PosadaError

WAITS_SECONDS = 10


class MissingExtraError(PosadaError):
    """dask is not installed."""


def missing_extra() -> str:
    """What brings the extra `cluster`, in a sentence, where it is not installed; nothing where it is."""
    if importlib.util.find_spec("distributed") is not None:
        return ""
    return "needs dask, which is not installed. Call: pip install 'posada[cluster]'"


def on_cluster(address: str) -> Runner:
    """What runs the jobs of an ensemble on the cluster whose scheduler has this address.

    ``ensemble(folder, members=1000, run=on_cluster("tcp://10.0.0.5:8786"))``

    Raises MissingExtraError where dask is not installed, and ConnectionError when it runs and no scheduler answers
    there, or one that no worker belongs to.
    """
    if told := missing_extra():
        raise MissingExtraError(f"scheduler: {told}")

    def there(work: Callable[[Job], Runs], jobs: list[Job]) -> Iterator[tuple[int, Runs]]:
        distributed: Any = importlib.import_module("distributed")
        _scheduler_answers(distributed, address)
        with distributed.Client(address, set_as_default=False, timeout=WAITS_SECONDS) as client:
            _workers_join(client, address)
            # The work is told to be impure, so that an answer of another run is never taken for this one.
            futures = client.map(work, jobs, pure=False, retries=2)
            number_of = {future.key: number for number, future in enumerate(futures)}
            for future in distributed.as_completed(futures, loop=client.loop):
                yield number_of[future.key], future.result()
                future.release()

    return there


def _scheduler_answers(distributed: Any, address: str) -> None:
    """Raise ConnectionError unless a scheduler says that it is one, before long.

    A client of dask waits without an end for whoever takes a call and says nothing, and takes what a web server says
    for the length of a message. So the question is put to it first, with one deadline for all of it.
    """
    must = "scheduler: must be the address of a running dask scheduler"
    try:
        with ThreadPoolExecutor(1) as thread:  # A notebook has a loop running in its own.
            told = thread.submit(asyncio.run, _identity_in_time(distributed, address)).result()
    except OSError as error:
        raise ConnectionError(
            f"{must}, got no answer at {address} in {WAITS_SECONDS} seconds. 'dask scheduler' prints its address when "
            "it starts."
        ) from error
    except Exception as error:
        # Whatever library stumbles over an answer, and however: no scheduler gave it.
        raise ConnectionError(f"{must}, got an answer at {address} that is none of a scheduler.") from error
    if told.get("type") != "Scheduler":
        where = f": that is at {told['scheduler']}" if "scheduler" in told else ""
        raise ConnectionError(f"{must}, got that of a {told.get('type', 'stranger')}, {address}{where}.")


async def _identity_in_time(distributed: Any, address: str) -> dict[str, Any]:
    return await asyncio.wait_for(_identity(distributed, address), WAITS_SECONDS)


async def _identity(distributed: Any, address: str) -> dict[str, Any]:
    """What the process at an address says that it is."""
    security = distributed.Security().get_connection_args("client")
    comm = await distributed.comm.connect(address, timeout=WAITS_SECONDS, **security)
    try:
        await comm.write({"op": "identity", "reply": True})
        return dict(await comm.read())
    finally:
        comm.abort()


def _workers_join(client: Any, address: str) -> None:
    """Raise ConnectionError where no worker joins before long: jobs would wait without an end."""
    try:
        client.wait_for_workers(1, timeout=WAITS_SECONDS)
    except TimeoutError as error:
        raise ConnectionError(
            f"scheduler: must have a worker, got none at {address} in {WAITS_SECONDS} seconds. Call: dask worker "
            f"{address}"
        ) from error
