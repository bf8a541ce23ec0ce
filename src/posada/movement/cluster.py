"""Ensembles on more than one machine: the jobs run on the workers of a dask cluster.

Needs the extra `cluster` (`pip install 'posada[cluster]'`) here and posada on every worker. A worker that dies loses
nothing: its jobs run again elsewhere, and give the same answer, as each member has its own source of chance.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

from posada.movement.ensemble import Counts, Job, Runner

WAITS_SECONDS = 10


def on_cluster(address: str) -> Runner:
    """What runs the jobs of an ensemble on the cluster whose scheduler has this address.

    ``ensemble(folder, members=1000, run=on_cluster("tcp://10.0.0.5:8786"))``

    Raises ConnectionError when it runs and the scheduler does not answer.
    """

    def there(work: Callable[[Job], Counts], jobs: list[Job]) -> Iterator[tuple[int, Counts]]:
        distributed: Any = importlib.import_module("distributed")
        try:
            client = distributed.Client(address, set_as_default=False, timeout=WAITS_SECONDS)
        except OSError as error:
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
