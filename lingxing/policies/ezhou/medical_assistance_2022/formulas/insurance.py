"""What the rules add to insurance: catastrophic insurance, premiums, waiting."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Money,
    Parameters,
    Rate,
    all_of,
    any_of,
    article,
    granted,
    half_away,
    step,
    when,
)


@article("第五条", label="享受大病保险倾斜")
def catastrophic_tilt(insurance: Choice, category: Choice) -> Bool:
    """Return whether residents' catastrophic insurance pays more: categories one and two, without a cap."""
    return all_of(insurance == "resident", category.is_in("one", "two"))


@article("第五条", label="大病保险起付标准（倾斜后）")
def tilted_deductible(catastrophic_tilt: Bool, p: Parameters) -> Money:
    """Return the deductible of catastrophic insurance for the person, in CNY."""
    cut = when(catastrophic_tilt, p.deductible_cut).otherwise(0)
    return half_away(p.catastrophic_deductible * (1 - cut))


@article("第五条", label="大病保险各段报销比例提高")
def tilted_rate_rise(catastrophic_tilt: Bool, p: Parameters) -> Rate:
    """Return what is added to each rate of catastrophic insurance.

    Reading: 提高5%指每一段的比例都加5个百分点。
    """
    return when(catastrophic_tilt, p.rate_rise).otherwise(0)


@article("第七条", label="属于资助参保的人员", internal=True)
def premium_supported(category: Choice, monitored_rural: Bool, premium_paid_on: Date, p: Parameters) -> Bool:
    """Return whether the person's premium is supported.

    Reading: 三类对象中只有农村监测对象得到资助，缴费日在脱贫过渡期最后一天以前（含当天）。
    """
    in_transition = all_of(monitored_rural, premium_paid_on <= p.poverty_transition_ends)
    return any_of(category.is_in("one", "two"), in_transition)


@article("第七条", label="参保缴费资助")
def premium_support(insurance: Choice, category: Choice, premium_supported: Bool, p: Parameters) -> Money:
    """Return what the government pays of the yearly premium of residents' insurance, in CNY."""
    resident = step("参加城乡居民医保", insurance == "resident")
    return granted(half_away(p.premium_support_rate[category] * p.premium), resident, premium_supported)


@article("第八条", label="免除待遇等待期")
def waiting_period_waived(insurance: Choice, premium_supported: Bool) -> Bool:
    """Return whether benefits begin without a waiting period."""
    return all_of(insurance == "resident", premium_supported)
