"""Pages over the invented pier."""

from collections.abc import Iterator

import pytest

from lingxing.engines.disclosure.tests.pier import Pier, installed_pier, open_pier


@pytest.fixture
def pier(db: None) -> Iterator[Pier]:
    """Return the pier; its package is the only one installed."""
    with installed_pier():
        yield open_pier()
