"""Whole gazettes cut into documents."""

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import ProblemKind, RepairKind
from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import SplitGazette, split


def titles(gazette: SplitGazette) -> list[str]:
    return [parts.head.title for parts in gazette.documents]


NOTICE = (
    "市人民政府关于护水的通知",
    "临政发〔2023〕1号",
    "各镇人民政府：",
    "请各镇做好护水工作。",
    "临江市人民政府",
    "2023年5月8日",
)
PLAN = ("临江市渡口整治工作方案", "为整治渡口，制定本方案。", "一、目标", "全部达标。", "2023年6月1日")
MEASURES = ("临江市渡船更新若干措施", "为更新渡船，制定以下措施：", "一、补贴。", "2023年7月1日")


def test_documents_without_numbers_start_behind_a_closed_one() -> None:
    found = split(lines(*NOTICE, *PLAN, *MEASURES))
    assert titles(found) == [NOTICE[0], PLAN[0], MEASURES[0]]
    assert [parts.line_ranges for parts in found.documents] == [((1, 6),), ((7, 11),), ((12, 15),)]


def test_a_source_of_one_document_without_number() -> None:
    assert titles(split(lines(*PLAN))) == [PLAN[0]]


def test_the_contents_page_tells_what_is_a_document_and_what_is_missing() -> None:
    contents = ("目录", f"{NOTICE[0]}……1", f"{PLAN[0]}……2", "市人民政府关于采砂的通告……9")
    found = split(lines(*contents, *NOTICE, *PLAN, *MEASURES))
    assert titles(found) == [NOTICE[0], PLAN[0]], "the measures are not listed, so they belong to the plan"
    assert [problem.kind for problem in found.problems] == [ProblemKind.CONTENTS]
    assert "采砂" in found.problems[0].message


def test_a_document_found_and_not_listed_is_named() -> None:
    found = split(
        lines(
            "目录",
            "市人民政府关于护水的通知……1",
            *NOTICE,
            "市水利局关于采砂的通知",
            "临水发〔2023〕3号",
            "各镇：",
            "请严查盗采。",
        )
    )
    assert [problem.line for problem in found.problems] == [9]


def test_an_instrument_behind_the_notices_date_is_no_new_document() -> None:
    printed = (
        "市人民政府关于印发临江市渡口办法的通知",
        "临政发〔2023〕2号",
        "各镇：",
        "现印发给你们。",
        "2023年5月8日",
        "临江市渡口办法",
        "第一条 护航。",
    )
    assert len(split(lines(*printed)).documents) == 1


def test_one_document_inside_anothers_split_title() -> None:
    printed = lines(
        *NOTICE,
        "市人民政府关于印发",
        "临江市渡口安",
        *(text.replace("护水", "采砂").replace("1号", "3号") for text in NOTICE),
        "全整治工作方案的通知",
        "临政发〔2023〕2号",
        "各镇：",
        "《临江市渡口安全整治工作方案》已经同意，现印发给你们。",
        "2023年5月9日",
        "临江市渡口安全整治工作方案",
        "一、目标。",
    )
    found = split(printed)
    assert titles(found) == [
        NOTICE[0],
        "市人民政府关于采砂的通知",
        "市人民政府关于印发临江市渡口安全整治工作方案的通知",
    ]
    assert found.documents[2].line_ranges == ((7, 8), (15, 21))
    assert found.repairs[0].kind is RepairKind.MISPLACED


def test_halves_that_the_text_does_not_prove_stay_apart() -> None:
    printed = lines(
        *NOTICE,
        "市人民政府关于印发",
        "临江市渡口安",
        "全整治工作方案的通知",
        "临政发〔2023〕2号",
        "各镇：",
        "请认真执行，不得有误。",
    )
    assert (
        titles(split(printed))[1] != "市人民政府关于印发临江市渡口安全整治工作方案的通知"
        or len(split(printed).repairs) == 0
    )


def test_section_labels_belong_to_no_document() -> None:
    found = split(
        lines(
            "【市政府文件】",
            *NOTICE,
            "【部门文件】",
            "市水利局关于采砂的通知",
            "临水发〔2023〕3号",
            "各镇：",
            "请严查盗采。",
        )
    )
    assert found.documents[0].line_ranges == ((2, 7),)


def test_nothing_gives_nothing() -> None:
    assert split(()).documents == ()


@given(
    st.permutations([*NOTICE, *PLAN, "目录", "附件", "附件1", "临江市人民政府令", "第3号", "——", "1"]),
    st.integers(0, 18),
)
def test_any_order_of_lines_is_cut_without_an_error(printed: list[str], cut: int) -> None:
    found = split(lines(*printed[cut:]))
    for parts in found.documents:
        assert all(first <= last for first, last in parts.line_ranges)


def test_a_document_without_number_behind_an_issued_text_is_known_by_its_own_date() -> None:
    notice = ("市人民政府关于印发临江市渡口办法的通知", "临政发〔2023〕2号", "各镇：", "现印发给你们。", "2023年5月8日")
    issued = ("临江市渡口办法", "第一条 护航。", "第二条 本办法自印发之日起施行。")
    assert titles(split(lines(*notice, *issued, *PLAN))) == [notice[0], PLAN[0]]
    assert titles(split(lines(*notice, *issued, *PLAN[:-1]))) == [notice[0]]


def test_a_first_document_without_number() -> None:
    assert titles(split(lines(*PLAN, *MEASURES, *NOTICE))) == [PLAN[0], MEASURES[0], NOTICE[0]]
