"""Residence permits in Jingzhou: applying, endorsing, moving, settling."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    all_of,
    any_of,
    article,
    choice_of,
    days_later,
    entitled,
    months_later,
    negate,
    not_covered,
    plain,
    step,
    when,
)

_STATES = {"usable": "功能正常", "suspended": "功能中止"}


def _one_ground(stable_employment: Bool, stable_dwelling: Bool, continuous_study: Bool) -> Bool:
    return step("有稳定就业、稳定住所、连续就读之一", any_of(stable_employment, stable_dwelling, continuous_study))


# ---- 第七条至第十条: applying ----


@article("第七条", label="最早可以申领的日期")
def may_apply_from(registered_on: Date, p: Parameters) -> Date:
    """Return the day on which the residence has been registered long enough.

    Reading: 登记半年以上按满六个月计，满的当天就可以申领。
    """
    return months_later(registered_on, p.registered_months)


@article("第七条", label="可以申领居住证")
def may_apply(
    hukou_elsewhere: Bool,
    may_apply_from: Date,
    applied_on: Date,
    stable_employment: Bool,
    stable_dwelling: Bool,
    continuous_study: Bool,
) -> Bool:
    """Return whether a person may apply for a permit on that day."""
    return entitled(
        step("离开常住户口所在地到其他城市居住", hukou_elsewhere),
        step("居住登记满半年", applied_on >= may_apply_from),
        _one_ground(stable_employment, stable_dwelling, continuous_study),
    )


@article("第九条第一款", label="可以由他人代为申领")
def may_be_represented(birth_date: Date, applied_on: Date, limited_mobility: Bool, p: Parameters) -> Bool:
    """Return whether a guardian or near relative may apply for the person.

    Reading: 印本“16周岁的未成年人”前似脱“未满”二字，按未满十六周岁理解。
    """
    young = applied_on < months_later(birth_date, p.own_age * 12)
    return any_of(step("未满规定年龄", young), step("行动不便", limited_mobility))


@article("第九条第四款", label="制作发放的最后日期")
def issue_by(accepted_on: Date, p: Parameters) -> Date:
    """Return the last day for issuing the permit.

    Reading: 按自然日计，受理当天不算。
    """
    return days_later(accepted_on, p.issue_days)


@article("第九条第四款", label="特殊情况延长后的最后日期")
def issue_by_longest(accepted_on: Date, p: Parameters) -> Date:
    """Return the last day for issuing the permit in special cases."""
    return days_later(accepted_on, p.issue_days_longest)


@article("第十条", label="工本费")
def permit_fee(permit_service: Choice, p: Parameters) -> Money:
    """Return the fee, in CNY; what replacing and reissuing cost is set by the state and the province."""
    return when(permit_service.is_in("replacement", "reissue"), p.fee).otherwise(0)


# ---- 第十一条: endorsing ----


@article("第十一条第一款", label="签注的最后日期")
def endorse_by(years_counted_from: Date, endorsements_done: Count, p: Parameters) -> Date:
    """Return the day by which the permit must next be endorsed.

    Reading: 居住每满一年自签发或补签之日起算，满一年的当天仍可办理，次日起为逾期。
    """
    return months_later(years_counted_from, p.endorsement_months * (plain(endorsements_done) + 1))


@article("第十一条第一款", label="可以开始签注的日期")
def endorse_from(endorse_by: Date, p: Parameters) -> Date:
    """Return the first day of the time for endorsing."""
    return months_later(endorse_by, -p.window_months)


@article("第十一条第三款", label="查询当天居住证的状态", choices=_STATES)
def permit_state(asked_on: Date, endorse_by: Date) -> Choice:
    """Return whether the permit can be used on the day asked about."""
    return when(asked_on > endorse_by, choice_of("suspended")).otherwise(choice_of("usable"))


@article("第十一条第三款", label="办理后居住年限的起算日期")
def years_from_after(endorsed_on: Date, endorse_by: Date, years_counted_from: Date) -> Date:
    """Return from which day the years of residence count after this endorsement.

    Reading: 逾期补签的，居住年限自补签之日重新起算，逾期前的年限不接续。
    """
    return when(endorsed_on > endorse_by, endorsed_on).otherwise(years_counted_from)


@article("第十一条第二款", label="可以签注")
def may_endorse(
    endorsed_on: Date,
    endorse_from: Date,
    situation_changed: Bool,
    stable_employment: Bool,
    stable_dwelling: Bool,
    continuous_study: Bool,
) -> Bool:
    """Return whether the permit is endorsed on that day: at once where nothing changed, else if a ground is left."""
    ground = any_of(stable_employment, stable_dwelling, continuous_study)
    return entitled(
        step("已到签注时间", endorsed_on >= endorse_from),
        step("状况未变或变更后仍符合条件", any_of(negate(situation_changed), ground)),
    )


# ---- 第十三条: moving ----


@article("第十三条", label="搬家后的签发日期")
def issued_on_after_move(move: Choice, issued_on: Date, move_registered_on: Date) -> Date:
    """Return the permit's date of issue after a move.

    Reading: 签发日期变不变，居住年限都接着算。
    """
    return (
        when(move == "same_county", issued_on)
        .when(move == "other_county", move_registered_on)
        .otherwise(not_covered("搬到本市以外的，本细则没有规定"))
    )


# ---- 第十四条、第十七条: rights ----


@article("第十四条第（二）项", label="可以个人身份参加企业职工基本养老保险")
def may_join_pension(permit_holder: Bool, birth_date: Date, gender: Choice, applied_on: Date, p: Parameters) -> Bool:
    """Return whether a holder may join the employees' pension insurance for himself on that day."""
    return entitled(
        step("持有居住证", permit_holder),
        step("年满下限年龄", applied_on >= months_later(birth_date, p.pension_age * 12)),
        step("未满上限年龄", applied_on < months_later(birth_date, p.pension_limit[gender] * 12)),
    )


@article("第十七条", label="可以申请落户")
def may_settle(
    permit_holder: Bool,
    settle_place: Choice,
    stable_dwelling: Bool,
    stable_employment: Bool,
    social_insurance: Bool,
    dwelling_rented: Bool,
    owner_agrees: Bool,
) -> Bool:
    """Return whether a holder may ask to move the household registration here.

    Reading: 持有人符合条件的，共同居住生活的配偶、未成年子女和父母可以一同申请，不再各看条件。
    """
    town = settle_place == "town"
    return entitled(
        step("持有居住证", permit_holder),
        step("有合法稳定住所", stable_dwelling),
        step("中心城区落户须有稳定就业并参加社会保险", any_of(town, all_of(stable_employment, social_insurance))),
        step("租赁房屋须产权人同意", any_of(negate(dwelling_rented), owner_agrees)),
    )
