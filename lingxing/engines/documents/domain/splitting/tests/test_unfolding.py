"""Lines that hold two things at once."""

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting.unfolding import unfold


def texts(*printed: str) -> list[str]:
    return [line.text for line in unfold(lines(*printed))]


def test_a_title_is_parted_from_its_number() -> None:
    assert texts("市人民政府关于护水的通知（临政发〔2023〕5号）") == ["市人民政府关于护水的通知", "临政发〔2023〕5号"]
    assert texts("关于护水的通知 临政发[2023]5号") == ["关于护水的通知", "临政发[2023]5号"]


def test_an_entry_of_a_list_is_not() -> None:
    for entry in (
        "（五）市人民政府关于护水的通知（临政发〔2023〕5号）",
        "《护水办法》（临政发〔2023〕5号）",
        "护水工作按照临政发〔2023〕5号",
    ):
        assert texts(entry) == [entry]


def test_the_head_of_an_annex_is_parted_from_its_title_once_it_was_named() -> None:
    printed = ("附件：1.渡口名录", "2.检验表", "2023年5月8日", "附件1：渡口名录", "东渡。", "附件2 检验表", "船体。")
    assert texts(*printed)[3:] == ["附件1", "渡口名录", "东渡。", "附件2", "检验表", "船体。"]
    assert texts(*printed)[:2] == list(printed[:2])


def test_an_annex_below_the_date_is_printed_there() -> None:
    assert texts("2023年5月8日", "附件1：渡口名录", "东渡。") == ["2023年5月8日", "附件1", "渡口名录", "东渡。"]


def test_a_date_between_title_and_number_opens_the_paper() -> None:
    printed = ("市人民政府关于护水的意见", "（2023年5月8日）", "临政发〔2023〕5号")
    assert texts(*printed) == [printed[0], printed[2], printed[1]]


def test_parts_keep_their_line() -> None:
    assert [line.first_line for line in unfold(lines("正文。", "关于护水的通知 临政发〔2023〕5号"))] == [1, 2, 2]
