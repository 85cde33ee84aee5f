"""When a resident is insured: payment periods, changes of insurance, waiting."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Parameters,
    all_of,
    any_of,
    article,
    days_later,
    month_of,
    months_later,
    new_year,
    not_covered,
    plain,
    step,
    when,
    year_of,
)

_NEVER = False


@article("第七条", label="在集中缴费期内", internal=True)
def in_payment_period(enrolled_on: Date, p: Parameters) -> Bool:
    """Return whether the payment was made from September to the year's end, or while the period was extended.

    Reading: 延长缴费期由市级部门另行公布，未公布的按不延长计算；在延长期内缴费的，仍从1月1日起享受待遇。
    """
    opens = plain(p.payment_opens)
    return any_of(month_of(enrolled_on) >= opens, month_of(days_later(enrolled_on, -p.payment_extended)) >= opens)


@article("第十二条至第十四条", label="在转换期限内", internal=True)
def within_transfer_period(enrolled_on: Date, left_previous_on: Date, p: Parameters) -> Bool:
    """Return whether no more than three months lie between the previous insurance and the payment.

    Reading: 三个月算到第三个月的同一天为止，当天缴费仍算按时。
    """
    return enrolled_on <= months_later(left_previous_on, p.transfer_period)


@article("第十一条、第十六条", label="按规定时间参保")
def in_time(
    enrolment_kind: Choice,
    enrolled_on: Date,
    born_on: Date,
    in_payment_period: Bool,
    within_transfer_period: Bool,
    employee_insurance_months: Count,
    p: Parameters,
) -> Bool:
    """Return whether the enrolment avoids the waiting period.

    Reading: 连续参加职工医保满两年的，转来时不看中断多久，都从缴费之日起享受待遇；不满两年的才看是否超过三个月。
    """
    return (
        when(enrolment_kind == "regular", in_payment_period)
        .when(enrolment_kind == "student", month_of(enrolled_on) >= plain(p.payment_opens))
        .when(enrolment_kind == "newborn", year_of(enrolled_on) == year_of(born_on))
        .when(enrolment_kind == "employee", _long_insured(employee_insurance_months, p) | within_transfer_period)
        .when(enrolment_kind == "mid_year", _NEVER)
        .otherwise(within_transfer_period)
    )


def _long_insured(months: Count, p: Parameters) -> Bool:
    return step("连续参加职工医保年限", months >= p.continuous_insurance, "第十一条")


@article("第七条", label="按时缴费所管的年度", internal=True)
def insurance_year(enrolled_on: Date, p: Parameters) -> Count:
    """Return the calendar year that a payment in the payment period is for."""
    year = plain(year_of(enrolled_on))
    return when(month_of(enrolled_on) >= plain(p.payment_opens), year + 1).otherwise(year)


@article("第七条、第十一条至第十四条、第十六条", label="待遇开始日")
def benefit_from(
    enrolment_kind: Choice, enrolled_on: Date, in_time: Bool, insurance_year: Count, p: Parameters
) -> Date:
    """Return the first day whose costs the fund pays.

    Reading: 等待期从缴费当天起算，满三个月后的同一天起享受待遇。
    Reading: 外地居民医保在三个月内转来的，与失业职工一样从缴费之日起享受待遇。
    """
    students_first = months_later(new_year(plain(year_of(enrolled_on))), plain(p.student_benefit_opens) - 1)
    return (
        when(~in_time, months_later(enrolled_on, p.waiting_period))
        .when(enrolment_kind == "regular", new_year(insurance_year))
        .when(enrolment_kind == "student", students_first)
        .otherwise(enrolled_on)
    )


@article("第七条", label="本次缴费的待遇截止日")
def benefit_until(enrolment_kind: Choice, enrolled_on: Date, in_time: Bool, insurance_year: Count) -> Date:
    """Return the last day that the payment covers: the end of the year that was paid for.

    Reading: 年度中途参保和转来参保的，缴的是当年的费，待遇到当年12月31日为止。
    """
    for_next_year = all_of(in_time, enrolment_kind.is_in("regular", "student"))
    year = when(for_next_year, insurance_year).otherwise(plain(year_of(enrolled_on)))
    return days_later(new_year(year + 1), -1)


@article("第七条、第十六条", label="在待遇享受期内", internal=True)
def in_benefit_period(
    date: Date,
    enrolment_kind: Choice,
    born_on: Date,
    enrolled_on: Date,
    renewed: Bool,
    benefit_from: Date,
    benefit_until: Date,
) -> Bool:
    """Return whether the fund pays for costs of that day.

    Reading: 等待期只管中途参保的当年；又按时续缴下一年度的，从下一年1月1日起享受待遇，等待期没满也一样。
    """
    unregistered = all_of(enrolment_kind == "newborn", date >= born_on, date < enrolled_on)
    return when(unregistered, not_covered("新生儿登记以前发生的费用是否补报，办法没有写明")).otherwise(
        any_of(all_of(date >= benefit_from, date <= benefit_until), all_of(date > benefit_until, renewed))
    )
