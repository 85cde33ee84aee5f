"""Into which grade of credit a firm falls by its penalties of a year, and whether it may act on commitments."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Parameters,
    all_of,
    any_of,
    article,
    choice_of,
    count,
    entitled,
    months_later,
    not_covered,
    plain,
    step,
    when,
)


@article("三（二）5", label="计入一年以内")
def counted(decided_on: Date, assessed_on: Date, p: Parameters) -> Bool:
    """Return whether a penalty lies within the year before the day of grading.

    Reading: “1年内”从评级日往前推十二个月，不按自然年；满一年的对应日起不再计入。
    """
    return all_of(decided_on <= assessed_on, assessed_on < months_later(decided_on, p.look_back))


@article("三（二）5", label="一年内行政处罚次数")
def penalties_in_year(counted: Bool) -> Count:
    """Return how often the firm was penalised within the year."""
    return count(counted, label="一年内行政处罚次数")


@article(
    "三（二）5",
    label="信用风险等级",
    choices={
        "none": "未列为监管对象",
        "notice": "提示对象",
        "attention": "关注对象",
        "warning": "警示对象",
        "key": "重点关注对象",
    },
)
def grade(within_scope: Bool, joint_list: Bool, penalties_in_year: Count, p: Parameters) -> Choice:
    """Return the firm's grade.

    Reading: 被纳入失信联合惩戒对象的，不论处罚次数直接列为重点关注对象。
    Reading: 等级只在国家标准出台以前适用；出台以后由安装单位把该参数改为“是”。
    """
    return (
        when(~within_scope, not_covered("只适用于在本市登记注册或从事活动的市场主体"))
        .when(p.national_standard, not_covered("国家公共信用信息综合评价标准出台后按国家标准评价"))
        .when(joint_list | (penalties_in_year > plain(p.warning_count)), choice_of("key"))
        .when(penalties_in_year >= plain(p.warning_count), choice_of("warning"))
        .when(penalties_in_year >= plain(p.attention_count), choice_of("attention"))
        .when(penalties_in_year >= plain(p.notice_count), choice_of("notice"))
        .otherwise(choice_of("none"))
    )


@article("三（三）8", label="可以适用告知承诺制")
def commitment_open(serious_record: Bool, false_commitment: Bool, repaired: Bool) -> Bool:
    """Return whether the firm may act on a commitment in place of proofs.

    Reading: 两种情形有其一即不适用；完成信用修复后恢复适用。
    """
    return entitled(
        step("没有较严重的不良信用记录，或已修复", any_of(~serious_record, repaired)),
        step("没有作过虚假承诺，或已修复", any_of(~false_commitment, repaired)),
    )


@article("二", label="重点监管对象")
def focus(place: Choice, trade: Choice, scale: Choice) -> Bool:
    """Return whether the firm is among those that are watched first.

    Reading: 重点区域、重点行业、重点企业有一项符合即为重点监管对象。
    """
    listed = any_of(place != "elsewhere", trade != "other", scale != "small")
    return when(listed, listed).otherwise(not_covered("区域和行业的列举后有“等”字，没有列举的是否在内没有写明"))
