"""The optional packages that learning needs, or one plain sentence that says how to get them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from posada.programme.mistakes import PosadaError


class MissingExtraError(PosadaError):
    """scikit-learn is not installed."""


def need_extra() -> None:
    """Return nothing if scikit-learn is there; raise `MissingExtraError` with the command that brings it if not."""
    try:
        import sklearn  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            "Learning scores needs scikit-learn, which is not installed. Call: pip install 'posada[learn]'"
        ) from error


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numerical libraries to one thread, so that sums are made in one order and the same bytes come out."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield
