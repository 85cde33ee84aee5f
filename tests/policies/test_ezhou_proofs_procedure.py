"""Ezhou's proofs by commitment: the list of forty matters, its three ways, verification, completion, falsehood."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.language.packages import load_package
from tests.policies.playing import story

PACKAGE = "ezhou/proof_commitments_2021"
DAY = dt.date(2026, 3, 2)
PROMISES = dict.fromkeys(("knows", "truthful", "consents", "liable"), "true")
WHO = {"applicant_name": "孙八三", "phone": "13800000000", "statement": "证件在有效期内"}
BY_DATA, BY_LETTER = "shared", "letter"


def case(matter: str, **world: object) -> Story:
    """Return a commitment of Monday 2 March 2026 in the matter."""
    told = story(PACKAGE, "proof_commitment", DAY, **world)
    told.do("2026-03-02", "applicant", "commit", {**WHO, **PROMISES, "matter": matter})
    return told


def methods(*names: str) -> dict[str, str]:
    return {f"method_{number}": name for number, name in enumerate(names, 1)}


def matching(*values: str) -> dict[str, str]:
    return {f"matches_{number}": value for number, value in enumerate(values, 1)}


def verifying() -> Story:
    """Return the commitment of a driver of dangerous goods that is being verified until 13 March."""
    told = case("dangerous_goods_driver")
    chosen = {"mode": "verified", "verify_by": "2026-03-13", **methods(BY_DATA, BY_DATA, BY_LETTER)}
    told.do("2026-03-02", "handler", "accept", chosen)
    return told


def owing() -> Story:
    """Return a commitment whose proofs are to be handed in by 20 March."""
    told = case("private_school")
    told.do("2026-03-02", "handler", "accept", {"mode": "later", "complete_by": "2026-03-20"})
    return told


# ---- 附件: the list ----


def matters() -> list[dict[str, object]]:
    procedure = load_package(PACKAGE).procedure
    assert procedure is not None
    return [{"label": item.label, **item.values} for item in procedure.catalogue["matters"].items.values()]


def test_the_list_has_forty_matters_of_nine_organs_and_five_kinds():
    rows = matters()
    assert [row["serial"] for row in rows] == list(range(1, 41))
    # 8 + 1 + 1 + 6 + 1 + 1 + 18 + 3 + 1 = 40
    assert Counter(row["department"] for row in rows) == {
        "市水利局": 8,
        "市自然资源和规划局": 1,
        "市消防救援支队": 1,
        "市税务局": 6,
        "市民政局": 1,
        "市住房公积金中心": 1,
        "市交通运输局": 18,
        "市市场监管局": 3,
        "市教育局": 1,
    }
    # 26 + 3 + 2 + 5 + 4 = 40
    assert Counter(row["kind"] for row in rows) == {
        "行政许可": 26,
        "其他行政权力": 3,
        "行政裁决": 2,
        "行政征收": 5,
        "行政确认": 4,
    }


def test_every_proof_is_listed():
    for row in matters():
        listed = re.findall(r"(?:^|；)([0-9])\.", str(row["proofs"])) or ["1"]
        assert listed == [str(number) for number in range(1, int(str(row["proof_count"])) + 1)], row["label"]
    # By printed pages: 3 + 16 + 7 + 11 + 13 + 12 + 10 = 72
    assert sum(int(str(row["proof_count"])) for row in matters()) == 72


def test_what_the_print_does_not_settle_is_said():
    """Only the four rows whose method names its proofs are settled; every other row says what is not."""
    settled = [row["serial"] for row in matters() if not row["uncertain"]]
    assert settled == [33, 34, 35, 36]
    assert [row["letter_from"] for row in matters() if row["verification"]] == [3, 2, 2, 2]
    assert [(row["serial"], row["second_from"]) for row in matters() if row["second_from"]] == [(9, 3), (21, 2)]


@pytest.mark.gazettes
def test_the_counts_are_those_of_the_printed_column(reference: Path):
    """Page by page the bare numbers are the serials and then 证明数量; the tree seeds of page 2 stand in two rows."""
    text = (reference / "ezhou-2021-05.txt").read_text("utf-8")
    table = text.split("鄂州市证明事项告知承诺目录清单（第二批）")[-1].split("关于印发鄂州市全面构建以信用为基础的")[0]
    found: list[int] = []
    serial = 0
    for page in table.split("序号 办事事项"):
        numbers = [int(line) for line in page.split("\n") if re.fullmatch(r"\s*[0-9]+\s*", line)]
        while numbers and numbers[0] == serial + 1 and (serial < 2 or numbers[0] > 2):
            serial = numbers.pop(0)
        found += numbers
    assert serial == 40
    printed = [*found[:8], found[8] + found[9], *found[10:]]
    assert (found[8], found[9]) == (2, 1)
    assert printed == [row["proof_count"] for row in matters()]


# ---- three ways ----


def test_a_commitment_that_needs_nothing_more_is_settled_on_its_day():
    told = case("water_transport")
    assert (told.value("proofs"), told.due("at_once")) == ("营业执照", DAY)
    told.do("2026-03-02", "handler", "accept", {"mode": "accepted"})
    assert (told.state, told.now.outcome, told.turns(), told.issued) == ("relied", "granted", (), ["receipt"])
    saturday = story(PACKAGE, "proof_commitment", DAY)
    saturday.do("2026-03-07", "applicant", "commit", {**WHO, **PROMISES, "matter": "water_transport"})
    assert saturday.due("at_once") == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("matter", "given", "fits"),
    [
        ("dangerous_goods_driver", methods(BY_DATA, BY_DATA, BY_LETTER), True),
        ("dangerous_goods_driver", methods(BY_DATA, BY_LETTER, BY_LETTER), False),
        ("dangerous_goods_driver", methods(BY_DATA, BY_DATA, BY_DATA), False),
        ("dangerous_goods_driver", methods(BY_DATA, BY_DATA, "checked"), False),
        ("coach_driver", methods(BY_DATA, BY_LETTER), True),
        ("coach_driver", methods(BY_LETTER, BY_LETTER), False),
        ("taxi_driver", methods(BY_DATA, BY_LETTER, BY_LETTER, BY_LETTER), True),
        ("taxi_driver", methods(BY_DATA, BY_LETTER, BY_LETTER, BY_DATA), False),
        ("ride_hailing_driver", methods(BY_DATA, BY_LETTER, BY_LETTER, BY_LETTER), True),
        # Where the print does not tie a method to the row, the organ chooses.
        ("pharmacist", methods("checked"), True),
        ("water_transport", methods(BY_DATA), True),
    ],
)
def test_each_proof_is_verified_as_the_list_says(matter, given, fits):
    refusal = case(matter).refusal(
        "2026-03-02", "handler", "accept", {"mode": "verified", "verify_by": "2026-03-13", **given}
    )
    assert ("按表中写明的方式核对（附件）" in refusal) is not fits


def test_what_the_list_has_verified_is_neither_taken_as_it_is_nor_asked_for_later():
    wanted = "表中写明核对方式的，由部门核查（附件）"
    assert wanted in case("coach_driver").refusal("2026-03-02", "handler", "accept", {"mode": "accepted"})
    later = {"mode": "later", "complete_by": "2026-03-20"}
    assert wanted in case("coach_driver").refusal("2026-03-02", "handler", "accept", later)


def test_a_letter_goes_out_and_the_result_settles_the_matter():
    told = verifying()
    assert (told.state, told.due("verification")) == ("verifying", dt.date(2026, 3, 13))
    all_right = matching("true", "true", "true")
    assert "去函核查的已经发函" in told.refusal("2026-03-10", "handler", "confirm", all_right)
    told.do("2026-03-03", "handler", "send_letter", {"letter_to": "云梦县公安局交通管理大队"})
    wrong = matching("true", "true", "false")
    assert told.refusal("2026-03-10", "handler", "confirm", wrong) == "不符合条件：第三项证明核查一致（附件）"
    told.do("2026-03-10", "handler", "confirm", all_right)
    assert (told.state, told.issued) == ("relied", ["receipt", "letter", "result"])


def test_nobody_writes_a_letter_where_data_are_shared():
    told = case("water_transport")
    chosen = {"mode": "verified", "verify_by": "2026-03-13", **methods(BY_DATA)}
    told.do("2026-03-02", "handler", "accept", chosen)
    assert "有证明去函核查" in told.refusal("2026-03-03", "handler", "send_letter", {"letter_to": "某局"})
    told.do("2026-03-03", "handler", "confirm", matching("true"))
    assert told.state == "relied"


def test_a_verification_is_not_set_into_the_past():
    chosen = {"mode": "verified", **methods(BY_DATA)}
    told = case("water_transport")
    assert told.refusal("2026-03-03", "handler", "accept", {**chosen, "verify_by": "2026-03-03"}) == ""
    refusal = told.refusal("2026-03-03", "handler", "accept", {**chosen, "verify_by": "2026-03-02"})
    assert refusal == "不符合条件：核查的期限没有过去（附件）"


def test_a_matter_in_two_rows_goes_two_ways_at_once():
    """Tree seeds: proofs 1 and 2 under one tick, proof 3 under another."""
    told = case("tree_seeds")
    both = {"mode": "later", "second_mode": "verified", "method_3": "checked"}
    days = {"verify_by": "2026-03-06", "complete_by": "2026-03-20"}
    assert "请填写另打一勾的证明" in told.refusal("2026-03-02", "handler", "accept", {"mode": "accepted"})
    told.do("2026-03-02", "handler", "accept", {**both, **days})
    assert (told.state, told.value("method_1"), told.value("method_3")) == ("verifying", None, "checked")
    told.do("2026-03-05", "handler", "confirm", {"matches_3": "true"})
    assert (told.state, told.due("completion")) == ("owing", dt.date(2026, 3, 20))


# ---- completion ----


def test_proofs_are_handed_in_by_the_day_that_was_set():
    told = owing()
    assert (told.state, told.due("completion"), told.turns()) == ("owing", dt.date(2026, 3, 20), ("applicant",))
    told.do("2026-03-20", "applicant", "hand_in")
    assert (told.state, told.running("completion"), told.turns()) == ("checking", False, ("handler",))
    told.do("2026-03-23", "handler", "return_proofs", {"complete_by": "2026-03-30"}, reason="缺一份协议")
    assert (told.state, told.due("completion")) == ("owing", dt.date(2026, 3, 30))
    told.do("2026-03-30", "applicant", "hand_in")
    told.do("2026-03-31", "handler", "accept_proofs")
    assert (told.state, told.turns()) == ("relied", ())


def test_a_day_for_completion_lies_ahead():
    told = case("private_school")
    assert told.refusal("2026-03-02", "handler", "accept", {"mode": "later", "complete_by": "2026-03-03"}) == ""
    refusal = told.refusal("2026-03-02", "handler", "accept", {"mode": "later", "complete_by": "2026-03-02"})
    assert refusal == "不符合条件：留有补齐证明的时间（附件）"


def test_who_is_late_may_still_complete_or_loses_what_was_done():
    told = owing()
    told.do("2026-03-21", "system", "miss_completion")
    assert (told.state, told.turns()) == ("overdue", ("applicant", "chief"))
    late = owing()
    late.do("2026-03-21", "system", "miss_completion")
    late.do("2026-03-22", "applicant", "hand_in")
    assert late.state == "checking"
    told.do("2026-03-25", "chief", "revoke", reason="一直没有补齐")
    assert (told.now.outcome, told.marks, told.issued[-1]) == ("revoked", {"broken_commitment"}, "revocation")


# ---- falsehood ----


def test_a_false_commitment_is_refused_and_bars_the_next():
    told = verifying()
    told.do("2026-03-10", "handler", "find_false", {"finding": "没有从业资格"}, reason="与事实不符")
    assert (told.now.outcome, told.marks, told.issued[-1]) == ("refused", {"broken_commitment"}, "refusal")
    again = story(PACKAGE, "proof_commitment", DAY, has_mark=lambda name: name in told.marks)
    refusal = again.refusal("2026-03-16", "applicant", "commit", {**WHO, **PROMISES, "matter": "coach_driver"})
    assert refusal == "不符合条件：没有作过虚假承诺，或已完成信用修复（通知）"


def test_what_proves_false_later_is_revoked():
    told = case("water_transport")
    told.do("2026-03-02", "handler", "accept", {"mode": "accepted"})
    refusal = told.refusal("2026-05-01", "handler", "revoke_false", {"finding": "执照已注销"}, reason="不实")
    assert refusal == "“事后查明承诺不实，撤销”不由您的角色办理（通知）"
    told.do("2026-05-01", "chief", "revoke_false", {"finding": "执照已注销"}, reason="承诺不实")
    assert (told.now.outcome, told.marks) == ("revoked", {"broken_commitment"})


# ---- before it is taken ----


@pytest.mark.parametrize("name", sorted(PROMISES))
def test_every_promise_is_made(name):
    told = story(PACKAGE, "proof_commitment", DAY)
    values = {**WHO, **PROMISES, "matter": "pharmacist", name: "false"}
    assert told.refusal("2026-03-02", "applicant", "commit", values) == "不符合条件：对各项都作出承诺（通知）"


def test_a_commitment_is_completed_once_refused_or_withdrawn():
    told = case("pharmacist")
    told.do("2026-03-02", "handler", "request_completion", completion=("commitment",))
    told.do("2026-03-05", "applicant", "complete")
    assert told.due("at_once") == dt.date(2026, 3, 5)
    assert "只能办理一次" in told.refusal("2026-03-05", "handler", "request_completion", completion=("commitment",))
    told.do("2026-03-05", "handler", "refuse", reason="不由本部门办理")
    assert told.now.outcome == "refused"
    other = case("pharmacist")
    other.do("2026-03-02", "applicant", "withdraw")
    assert other.now.outcome == "withdrawn"
