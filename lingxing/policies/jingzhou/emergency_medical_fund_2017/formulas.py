"""What the two levels of government pay into the fund for emergency treatment, and what the fund pays last of all."""

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
    days_later,
    entitled,
    granted,
    half_up,
    least,
    month_of,
    months_later,
    new_year,
    plain,
    round_up,
    step,
    when,
    year_of,
)


@article("二（二）", label="年度筹资额")
def contribution(role: Choice, residents: Count, p: Parameters) -> Money:
    """Return what the treasury pays into the fund for the year, in CNY.

    Reading: 市财政按全市、县（市、区）财政按本辖区的常住人口，各按自己的标准；同一居民由市、县两级各筹一份。
    """
    amount = half_up(residents * p.contribution_rate[role])
    return granted(amount, step("属于市、县财政", role != "hospital"))


@article("二（二）", label="上解的最后日期")
def pay_in_by(fund_year: Count, p: Parameters) -> Date:
    """Return the last day for paying the year's contribution into the account.

    Reading: “3月底前”包括3月31日当天。
    """
    return days_later(months_later(new_year(plain(fund_year)), p.last_month), -1)


@article("二（二）", label="按时上解")
def paid_in_time(role: Choice, pay_in_by: Date, paid_in_on: Date) -> Bool:
    """Return whether the contribution reached the account in time."""
    return entitled(step("属于市、县财政", role != "hospital"), step("在期限内上解", paid_in_on <= pay_in_by))


# ---- who pays first ----


@article("三（二）2", label="待支付的急救费用", internal=True)
def cost(role: Choice, emergency_cost: Money) -> Money:
    """Return the hospital's emergency costs, in CNY; nothing where a treasury asks."""
    return when(role == "hospital", emergency_cost).otherwise(0)


@article("三（二）2", label="责任人支付")
def liable_pays(cost: Money, liable_share: Money) -> Money:
    """Return what the liable person pays, in CNY.

    Reading: 各渠道按条文列举的先后依次支付，每一渠道不超过轮到它时尚未支付的费用；没有填写的渠道按没有应付额计。
    """
    return least(cost, liable_share)


@article("三（二）2", label="道路交通事故社会救助基金支付")
def accident_fund_pays(cost: Money, liable_pays: Money, accident_fund_share: Money) -> Money:
    """Return what the road accident fund pays next, in CNY."""
    return least(cost - liable_pays, accident_fund_share)


@article("三（二）2", label="流浪乞讨人员救助资金支付")
def vagrant_aid_pays(cost: Money, liable_pays: Money, accident_fund_pays: Money, vagrant_aid_share: Money) -> Money:
    """Return what the aid for vagrants pays next, in CNY."""
    return least(cost - liable_pays - accident_fund_pays, vagrant_aid_share)


@article("三（二）2", label="各类保险支付")
def insurance_pays(
    cost: Money,
    liable_pays: Money,
    accident_fund_pays: Money,
    vagrant_aid_pays: Money,
    insurance_share: Money,
) -> Money:
    """Return what the insurances pay next, in CNY."""
    return least(cost - liable_pays - accident_fund_pays - vagrant_aid_pays, insurance_share)


@article("三（二）2", label="保险支付后的余额", internal=True)
def left_by_insurance(
    cost: Money,
    liable_pays: Money,
    accident_fund_pays: Money,
    vagrant_aid_pays: Money,
    insurance_pays: Money,
) -> Money:
    """Return what is left after the insurances, in CNY."""
    return cost - liable_pays - accident_fund_pays - vagrant_aid_pays - insurance_pays


@article("三（二）2", label="公共卫生经费支付")
def public_health_pays(left_by_insurance: Money, public_health_share: Money) -> Money:
    """Return what public health money pays next, in CNY."""
    return least(left_by_insurance, public_health_share)


@article("三（二）2", label="医疗救助基金支付")
def medical_assistance_pays(
    left_by_insurance: Money, public_health_pays: Money, medical_assistance_share: Money
) -> Money:
    """Return what medical assistance pays last before the fund, in CNY."""
    return least(left_by_insurance - public_health_pays, medical_assistance_share)


@article("三（二）2", label="其他渠道支付后的缺口")
def gap(left_by_insurance: Money, public_health_pays: Money, medical_assistance_pays: Money) -> Money:
    """Return what no other payer covers, in CNY."""
    return left_by_insurance - public_health_pays - medical_assistance_pays


# ---- what the fund pays ----


def _quarter(day: Date) -> Count:
    """Return the quarters since year 0."""
    result: Count = plain(year_of(day)) * 4 + round_up(month_of(day) / 3)
    return result


@article("五（一）", label="在申报期内提交", internal=True)
def filed_in_time(treated_on: Date, applied_on: Date, p: Parameters) -> Bool:
    """Return whether the claim came in the first days of the quarter after the treatment.

    Reading: 每季度前15日内申报上一季度的费用，第15日当天可以申报；早于或晚于这十五日的不在申报期。
    """
    # The day's number is at most n exactly where n days earlier lie in the quarter before.
    earlier = days_later(applied_on, -p.filing_days)
    treated = _quarter(treated_on)
    return all_of(_quarter(applied_on) == treated + 1, _quarter(earlier) == treated)


@article("五（一）", label="申报的季度开始日期")
def quarter_begins(claim_year: Count, claim_quarter: Count) -> Date:
    """Return the first day of the quarter whose costs are claimed."""
    return months_later(new_year(plain(claim_year)), plain(claim_quarter) * 3 - 3)


@article("五（一）", label="申报的季度结束日期")
def quarter_ends(claim_year: Count, claim_quarter: Count) -> Date:
    """Return the last day of the quarter whose costs are claimed."""
    return days_later(months_later(new_year(plain(claim_year)), plain(claim_quarter) * 3), -1)


def _payable(
    in_city: Bool, urgent: Bool, identity: Choice, able_to_pay: Bool, police_statement: Bool, hardship_proof: Bool
) -> tuple[Bool, ...]:
    """Return what makes a patient one of those whom the fund pays for."""
    return (
        step("在本市境内发生", in_city, "三（一）"),
        step("符合急危重伤病标准", urgent, "三（一）"),
        step("无力支付急救费用", ~able_to_pay, "三（二）3"),
        step("身份不明的有身份核查说明", any_of(identity == "known", police_statement), "四（一）"),
        step("身份明确的有困难证明", any_of(identity == "unknown", hardship_proof), "四（二）"),
    )


@article("三（一）、三（二）、四", label="属于基金支付范围")
def payable(
    in_city: Bool, urgent: Bool, identity: Choice, able_to_pay: Bool, police_statement: Bool, hardship_proof: Bool
) -> Bool:
    """Return whether the fund pays for the patient at all, whenever it is claimed and whatever the fund's share is."""
    return entitled(*_payable(in_city, urgent, identity, able_to_pay, police_statement, hardship_proof))


@article("一（四）、三（一）、三（二）、五（一）", label="疾病应急救助基金支付")
def fund_pays(
    role: Choice,
    gap: Money,
    in_city: Bool,
    urgent: Bool,
    identity: Choice,
    able_to_pay: Bool,
    police_statement: Bool,
    hardship_proof: Bool,
    filed_in_time: Bool,
    p: Parameters,
) -> Money:
    """Return what the fund pays the hospital, in CNY.

    Reading: 细则要求以收定支、合理确定支付比例而没有给出比例，比例由市里提供，乘以缺口后四舍五入到分。
    Reading: 身份不明的费用同样先由其他渠道支付，基金只补缺口。
    """
    return granted(
        half_up(gap * p.fund_share),
        step("由医疗机构申报", role == "hospital", "五（一）"),
        *_payable(in_city, urgent, identity, able_to_pay, police_statement, hardship_proof),
        step("在申报期内提交", filed_in_time, "五（一）"),
    )
