"""Progress on stderr: the name of the room at work, and the seconds it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

ROOMS = {
    "placement": {"en": "placement: who goes where", "es": "colocación: quién va adónde"},
    "preferences": {"en": "placement: trades", "es": "colocación: intercambios"},
    "transport": {"en": "transport: which bus, when", "es": "transporte: qué autobús, cuándo"},
    "regularisation": {
        "en": "regularisation: which office, by when",
        "es": "regularización: qué oficina, para cuándo",
    },
    "movement": {"en": "movement: what people may do", "es": "movimiento: qué puede hacer la gente"},
    "checks": {"en": "checks by other code", "es": "verificación con otro código"},
}


Tell = Callable[[str], None]


def on_stderr(lang: str) -> Callable[[str], AbstractContextManager[Tell]]:
    """A function that shows a room on stderr while it works: a moving line on a terminal, and the time.

    What is told meanwhile stands behind the name of the room.

    >>> with on_stderr("en")("placement") as tell:
    ...     tell("gap 0.1 %")
    """
    from rich.console import Console

    console = Console(stderr=True, highlight=False)

    @contextmanager
    def progress(room: str) -> Iterator[Tell]:
        name = ROOMS.get(room, {}).get(lang, room)
        started = time.perf_counter()
        with console.status(f"{name} ...") as status:
            yield lambda told: status.update(f"{name} ... {told}")
        console.print(f"{name:<42} {time.perf_counter() - started:5.1f} s", style="dim")

    return progress


def bar_on_stderr(lang: str) -> Callable[[str], AbstractContextManager[Callable[[int, int], None]]]:
    """A function that shows a room on stderr with a bar of how much of its work is done, and the time.

    >>> with bar_on_stderr("en")("movement") as told:
    ...     told(1, 2)
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)

    @contextmanager
    def progress(room: str) -> Iterator[Callable[[int, int], None]]:
        name = ROOMS.get(room, {}).get(lang, room)
        started = time.perf_counter()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as shown:
            task = shown.add_task(name, total=None)
            yield lambda done, of: shown.update(task, completed=done, total=of)
        console.print(f"{name:<42} {time.perf_counter() - started:5.1f} s", style="dim")

    return progress
