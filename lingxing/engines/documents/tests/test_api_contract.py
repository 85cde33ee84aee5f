"""The API keeps to its own description, whatever it is asked: every reading operation, generated questions."""

from collections.abc import Iterator

import pytest

from lingxing.engines.documents.tests.library import fill
from tests.contract import Case, described, hold_each, kept_open

pytestmark = pytest.mark.django_db

_PROVED_BESIDE = (
    r"^/api/(services|cases|drafts|files|desk|overview|my|notices|track|registers|queues|workdays|calendar|bindings|"
    r"organ-tree|memberships|stand-ins)"
)
"""Operations that tests of their own engines try, signed in."""


@pytest.fixture
def library() -> Iterator[None]:
    """Fill the library and keep its connection over the requests."""
    fill()
    with kept_open():
        yield


def test_every_reading_operation_answers_as_described(library: None, subtests: pytest.Subtests) -> None:
    def as_local(case: Case) -> None:
        case.headers["Host"] = "localhost"

    hold_each(described().include(method="GET").exclude(path_regex=_PROVED_BESIDE), as_local, subtests)
