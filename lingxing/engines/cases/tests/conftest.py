"""Pages over the invented market."""

from collections.abc import Iterator

import pytest

from lingxing.engines.cases.tests.invented import installed
from lingxing.engines.cases.tests.office import Office, open_office


@pytest.fixture
def market() -> Iterator[None]:
    """Let the invented packages be the installed ones."""
    with installed():
        yield


@pytest.fixture
def office(db: None, market: None) -> Office:
    """Return the market's office with its people."""
    return open_office()
