"""Every value that a page may show has a Chinese name."""

import datetime as dt
from enum import StrEnum

import pytest

from lingxing.engines.documents import labels
from lingxing.engines.documents.domain.corrections import MarkState
from lingxing.engines.documents.domain.diff import ChangeKind
from lingxing.engines.documents.domain.model import (
    Comparator,
    Confidence,
    DeadlineKind,
    ProblemKind,
    RelationKind,
    RepairKind,
)
from lingxing.engines.documents.domain.status import EventKind, Status, StatusState

SHOWN: tuple[type[StrEnum], ...] = (
    StatusState, EventKind, RelationKind, DeadlineKind, Comparator, RepairKind, ProblemKind, Confidence, ChangeKind,
    MarkState,
)  # fmt: skip


@pytest.mark.parametrize("kind", SHOWN)
def test_every_member_has_a_name_of_its_own(kind: type[StrEnum]) -> None:
    names = [labels.label(member) for member in kind]
    assert all(names)
    assert len(set(names)) == len(names)


def test_both_sides_of_a_relation_have_names() -> None:
    assert all(labels.incoming_label(kind) != labels.label(kind) for kind in RelationKind)


def test_a_status_is_told_with_its_days() -> None:
    begins, ends = dt.date(2024, 6, 7), dt.date(2029, 6, 6)
    told = labels.status_sentence(Status(StatusState.IN_FORCE, begins, ends))
    assert told == "现行有效，2024年6月7日起施行，有效期至2029年6月6日"
    repealed = Status(StatusState.REPEALED, dt.date(2025, 1, 1), dt.date(2024, 12, 31))
    assert labels.status_sentence(repealed) == "已废止，最后有效日为2024年12月31日"
    due = Status(StatusState.MUST_BE_REVISED, begins, None, dt.date(2025, 6, 30))
    assert labels.status_days(due) == "2024年6月7日起施行，须在2025年6月30日前完成修改"
    assert labels.status_sentence(Status(StatusState.IN_FORCE)) == "现行有效"
