"""Events as a whole."""

import dataclasses
from typing import get_args

from lingxing.engines.auctions.domain.events import Event


def test_what_is_secret_is_a_field_of_its_event_and_shown_to_nobody():
    for event in get_args(Event):
        assert set(event.SECRET) <= {field.name for field in dataclasses.fields(event)}
        assert not (event.SECRET and event.PUBLIC)
