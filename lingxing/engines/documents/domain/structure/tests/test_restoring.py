import pytest

from lingxing.engines.documents.domain.model import Unit, UnitLevel
from lingxing.engines.documents.domain.structure import shown_marker


def a_unit(level: UnitLevel, number: int | None, marker: str, *, inferred: bool) -> Unit:
    return Unit("u", level, number, marker, "", "正文", "", 1, 1, inferred)


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (UnitLevel.CHAPTER, "［第三章］"),
        (UnitLevel.SECTION, "［第三节］"),
        (UnitLevel.ARTICLE, "［第三条］"),
        (UnitLevel.ITEM, "［（三）］"),
        (UnitLevel.SUBITEM, "［3.］"),
        (UnitLevel.OUTLINE_1, "［三、］"),
        (UnitLevel.OUTLINE_2, "［（三）］"),
        (UnitLevel.OUTLINE_3, "［3.］"),
        (UnitLevel.OUTLINE_4, "［（3）］"),
    ],
)
def test_a_lost_marker_is_shown_in_brackets(level: UnitLevel, shown: str) -> None:
    assert shown_marker(a_unit(level, 3, "", inferred=True)) == shown


def test_a_damaged_marker_is_shown_whole() -> None:
    assert shown_marker(a_unit(UnitLevel.ARTICLE, 41, "第四十一", inferred=True)) == "［第四十一条］"


def test_a_printed_marker_stays_as_printed() -> None:
    assert shown_marker(a_unit(UnitLevel.ITEM, 2, "(二)", inferred=False)) == "(二)"


def test_a_counted_paragraph_has_no_marker() -> None:
    assert shown_marker(a_unit(UnitLevel.PARAGRAPH, 2, "", inferred=True)) == ""
    assert shown_marker(a_unit(UnitLevel.TEXT, None, "", inferred=True)) == ""
