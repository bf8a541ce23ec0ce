"""What the tests of learning share: one thread, as `learn` itself has, for speed beside other tests."""

from collections.abc import Iterator

import pytest

from posada.placement.learning.extra import one_thread


@pytest.fixture(autouse=True)
def single_thread() -> Iterator[None]:
    """Numerical libraries that wait for each other's threads take ten times as long on a busy machine."""
    with one_thread():
        yield
