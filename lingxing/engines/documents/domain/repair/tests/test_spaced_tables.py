"""Tables parted by spaces."""

import pytest

from lingxing.engines.documents.domain.repair.spaced_tables import spaced_tables

HEAD = "序号 渡口 看护单位"


def test_rows_that_count_and_have_as_many_words_get_cells() -> None:
    texts = ["渡口一览", HEAD, "1 东渡 东镇", "2 西渡 西镇、南镇", "以上渡口。"]
    assert spaced_tables(texts) == {1: HEAD.replace(" ", "\t"), 2: "1\t东渡\t东镇", 3: "2\t西渡\t西镇、南镇"}


def test_wide_gaps_part_cells_that_hold_spaces() -> None:
    texts = ["序号  渡口  看护单位", "1  东渡  东镇 南镇", "2  西渡  西镇"]
    assert spaced_tables(texts)[1] == "1\t东渡\t东镇 南镇"


@pytest.mark.parametrize(
    "texts",
    [
        [HEAD, "1 东渡 东镇", "3 西渡 西镇"],
        [HEAD, "1 东渡 东镇", "2 西渡"],
        ["序号 由市水利局编定。", "1 东渡", "2 西渡"],
        ["1 东渡 东镇", "2 西渡 西镇"],
    ],
)
def test_anything_less_is_left(texts: list[str]) -> None:
    assert spaced_tables(texts) == {}
