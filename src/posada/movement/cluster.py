"""Ensembles on more than one machine: the jobs run on the workers of a dask cluster.

Needs the extra `cluster` (`pip install 'posada[cluster]'`) here and posada on every worker. A worker that dies loses
nothing: its jobs run again elsewhere, and give the same answer, as each member has its own source of chance.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
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

    Raises MissingExtraError where dask is not installed, and ConnectionError when it runs and the scheduler does not
    answer.
    """
    if told := missing_extra():
        raise MissingExtraError(f"scheduler: {told}")

    def there(work: Callable[[Job], Runs], jobs: list[Job]) -> Iterator[tuple[int, Runs]]:
        distributed: Any = importlib.import_module("distributed")
        try:
            client = distributed.Client(address, set_as_default=False, timeout=WAITS_SECONDS)
        except (OSError, ValueError) as error:
            raise ConnectionError(
                f"scheduler: must answer at {address}, got no answer in {WAITS_SECONDS} seconds."
            ) from error
        with client:
            # The work is told to be impure, so that an answer of another run is never taken for this one.
            futures = client.map(work, jobs, pure=False, retries=2)
            number_of = {future.key: number for number, future in enumerate(futures)}
            for future in distributed.as_completed(futures, loop=client.loop):
                yield number_of[future.key], future.result()
                future.release()

    return there
