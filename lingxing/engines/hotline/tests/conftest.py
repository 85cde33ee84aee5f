"""Tests over the invented hotline."""

from collections.abc import Iterator

import pytest

from lingxing.engines.hotline.tests.town import Town, installed_calls, open_town


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Return the hotline; its package is the only one installed."""
    with installed_calls():
        yield open_town()
