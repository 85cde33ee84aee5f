"""What the measures of autumn 2022 grant firms and people in Ezhou."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    Rate,
    all_of,
    any_of,
    article,
    cap,
    granted,
    greatest,
    half_up,
    least,
    negate,
    not_covered,
    round_down,
    step,
    when,
    year_of,
)

_SMALLER = ("medium", "small", "micro", "individual")
_STRAINED = ("transport", "accommodation", "catering", "culture_sport_entertainment", "tourism", "retail", "logistics")


def _in_period(day: Date, p: Parameters, label: str) -> Bool:
    return step(label, (day >= p.support_from) & (day <= p.support_until))


# ---- 一至三: interest on loans ----


@article("一", label="计息年数", internal=True)
def interest_years(loan_days: Count, p: Parameters) -> Rate:
    """Return the time that interest is subsidised for, in years.

    Reading: 文件只写年利率，没有写计息天数；逐日计息，一年按三百六十天，财政部门另定的可以改这个参数。
    """
    return loan_days / p.interest_year_days


@article("一", label="首贷户贴息")
def first_loan_interest(
    enterprise_size: Choice,
    first_loan: Bool,
    loan_drawn_on: Date,
    loan_subsidised: Bool,
    loan_principal: Money,
    interest_years: Rate,
    p: Parameters,
) -> Money:
    """Return the city's interest subsidy on a firm's first loan, in CNY."""
    return granted(
        half_up(loan_principal * p.first_loan_rate * interest_years),
        step("中小微企业或个体工商户", enterprise_size.is_in(*_SMALLER)),
        step("首贷户的首笔贷款", first_loan),
        step("贷款发放年份", year_of(loan_drawn_on) == p.first_loan_year),
        step("没有享受过财政贴息", negate(loan_subsidised)),
    )


@article("二", label="困难行业贷款贴息")
def relief_loan_interest(
    industry: Choice,
    relief_fund_loan: Bool,
    loan_drawn_on: Date,
    loan_principal: Money,
    interest_years: Rate,
    p: Parameters,
) -> Money:
    """Return the city's interest subsidy on a loan from the relief fund, in CNY.

    The list of industries ends in "and others", which stays open.
    """
    interest = half_up(loan_principal * p.relief_rate * interest_years)
    return granted(
        when(industry.is_in(*_STRAINED), interest).otherwise(
            not_covered("文件列举行业后有“等”字，这一行业是否在内没有写明")
        ),
        step("使用纾困基金贷款", relief_fund_loan),
        _in_period(loan_drawn_on, p, "贷款在支持期内发放"),
    )


@article("三", label="政策工具贷款贴息")
def policy_tool_interest(
    enterprise_size: Choice,
    policy_tool_loan: Bool,
    loan_drawn_on: Date,
    loan_subsidised: Bool,
    loan_principal: Money,
    interest_years: Rate,
    p: Parameters,
) -> Money:
    """Return the city's interest subsidy on a loan that a monetary policy tool brought, in CNY.

    Reading: 列举的四种工具后有“等”字，是否属于这类工具以贷款银行的标注为准。
    """
    return granted(
        half_up(loan_principal * p.policy_tool_rate * interest_years),
        step("中小微企业或个人", enterprise_size.is_in(*_SMALLER, "person")),
        step("货币政策工具带动的贷款", policy_tool_loan),
        _in_period(loan_drawn_on, p, "贷款在支持期内发放"),
        step("没有享受过财政贴息", negate(loan_subsidised)),
    )


# ---- 四: receivables and supply-chain bills ----


@article("四", label="接口开发费用补贴")
def interface_subsidy(core_enterprise: Bool, receivables_platform_joined: Bool, interface_cost: Money) -> Money:
    """Return the full cost of a core firm's interface to the platform, in CNY."""
    return granted(
        interface_cost,
        step("核心实体企业", core_enterprise),
        step("已接入应收账款融资服务平台", receivables_platform_joined),
    )


@article("四", label="促成贷款追加奖励")
def promoted_loans_award(
    core_enterprise: Bool, receivables_platform_joined: Bool, promoted_loans: Money, p: Parameters
) -> Money:
    """Return the city's award for loans to smaller firms that a core firm brought about in a year, in CNY.

    Reading: 单户最高额只限市级追加的部分，省级奖励另计。
    """
    return granted(
        cap(half_up(promoted_loans * p.promoted_rate), p.promoted_cap),
        step("核心实体企业", core_enterprise),
        step("已接入应收账款融资服务平台", receivables_platform_joined),
        step("年促成贷款总额", promoted_loans >= p.promoted_minimum),
    )


@article("四", label="供应链票据追加奖励")
def bills_award(bills_core: Bool, supply_chain_bills: Money, p: Parameters) -> Money:
    """Return the city's award on the supply-chain bills that a core firm or institution issued in a year, in CNY.

    Reading: 单户年度最高额只限市级追加的部分，省级奖励另计。
    """
    return granted(cap(half_up(supply_chain_bills * p.bills_rate), p.bills_cap), step("核心企事业单位", bills_core))


# ---- 五: first stores ----


@article("五", label="本店奖励最高额", internal=True)
def store_limit(first_store_level: Choice, first_store_catering: Bool, p: Parameters) -> Money:
    """Return the most that one store may bring, in CNY; half of it for catering."""
    limit = p.first_store_limit[first_store_level]
    return when(first_store_catering, half_up(limit * p.catering_share)).otherwise(limit)


@article("五", label="首店旗舰店引进奖励")
def first_store_reward(
    store_carrier: Bool,
    first_store_level: Choice,
    first_store_opened_on: Date,
    first_store_contract_years: Quantity,
    first_store_taxed: Bool,
    first_store_monthly_sales: Money,
    first_store_assessed: Money,
    first_store_received: Money,
    store_limit: Money,
    p: Parameters,
) -> Money:
    """Return the reward for bringing in one store, in CNY.

    Reading: 各级标准都是最高额，实际金额为核定数；同一载体当年合计不超过年度最高额，资金由所在区兑付。
    """
    left = step("本载体当年余额", greatest(p.carrier_cap - first_store_received, 0))
    return granted(
        least(first_store_assessed, store_limit, left),
        step("商业载体", store_carrier),
        step("引进的是首店或旗舰店", first_store_level != "none"),
        _in_period(first_store_opened_on, p, "店铺在支持期内引入"),
        step("入驻协议年限", first_store_contract_years >= p.contract_years),
        step("店铺在鄂州依法纳税", first_store_taxed),
        step("平均月主营业务收入", first_store_monthly_sales >= p.monthly_sales_floor),
    )


@article("五", label="品牌企业奖励")
def brand_reward(
    brand_operator: Bool, brand_in_statistics: Bool, brand_annual_sales: Money, brand_assessed: Money, p: Parameters
) -> Money:
    """Return the reward of a firm that runs a first or flagship store, in CNY."""
    return granted(
        cap(brand_assessed, p.brand_limit),
        step("品牌首店或旗舰店的运营企业", brand_operator),
        step("已纳入统计", brand_in_statistics),
        step("品牌年度主营业务收入", brand_annual_sales > p.brand_sales_floor),
    )


# ---- 七、八: travel agencies and road haulage ----


@article("七", label="旅游服务质量保证金暂退缓交")
def deposit_deferred(travel_agency: Bool, quality_deposit: Money, p: Parameters) -> Money:
    """Return how much of a travel agency's deposit is returned for the time being or need not be paid yet, in CNY."""
    return granted(half_up(quality_deposit * p.deposit_share), step("旅行社", travel_agency))


@article("八", label="新增规上货运企业奖励")
def freight_new_award(freight_status: Choice, freight_listed_on: Date, freight_assessed: Money, p: Parameters) -> Money:
    """Return the one-off reward of a haulier newly listed within the period, in CNY.

    Reading: 文件只定最高额，实际金额为核定数。
    """
    return granted(
        cap(freight_assessed, p.freight_limit),
        step("新增纳入规上货运名录", freight_status == "newly_listed"),
        _in_period(freight_listed_on, p, "在支持期内纳入名录"),
    )


@article("八", label="规上货运企业名次补助")
def freight_rank_award(
    freight_status: Choice, freight_turnover_rank: Count, freight_growth_rank: Count, p: Parameters
) -> Money:
    """Return the one-off grant of a listed haulier that ranks high by turnover or by its growth, in CNY.

    Reading: 本次新增纳入的企业也在名录内，可以凭名次与新增奖励比较，取高的一项。
    """
    return granted(
        p.freight_rank_sum,
        step("已纳入规上货运名录", freight_status != "none"),
        step(
            "周转量名次或增长量名次",
            any_of(freight_turnover_rank <= p.turnover_ranks, freight_growth_rank <= p.growth_ranks),
        ),
    )


# ---- 九: trade above the statistical quota ----


@article("九", label="批零住餐首次入库", internal=True)
def first_entry(industry: Choice, quota_entry: Choice, quota_entered_on: Date, p: Parameters) -> Bool:
    """Return whether a trader entered the register for the first time since the day that the measures count from."""
    return all_of(
        step("批发、零售、住宿、餐饮行业", industry.is_in("wholesale", "retail", "accommodation", "catering")),
        step("首次入库", quota_entry == "first"),
        step("入库日期", quota_entered_on >= p.quota_from),
    )


@article("九", label="限额以上首次入库奖励")
def quota_award(entity_kind: Choice, first_entry: Bool, p: Parameters) -> Money:
    """Return the one-off award for the first entry, by the kind of trader, in CNY."""
    return granted(when(entity_kind == "legal_person", p.quota_firm_sum).otherwise(p.quota_individual_sum), first_entry)


@article("九", label="个体单位稳定运行追加奖励")
def quota_follow_up_award(entity_kind: Choice, first_entry: Bool, quota_stable_years: Quantity, p: Parameters) -> Money:
    """Return what an individual trader gets on top after steady years in the register, in CNY."""
    return granted(
        p.quota_follow_up_sum,
        step("个体单位", entity_kind == "individual"),
        first_entry,
        step("稳定运行年限", quota_stable_years >= p.stable_years),
    )


@article("九", label="年零售额增速", internal=True)
def retail_growth(retail_sales: Money, retail_sales_before: Money) -> Rate:
    """Return by which share retail sales grew over the year before."""
    return (retail_sales - retail_sales_before) / retail_sales_before


@article("九", label="零售额增长奖励")
def growth_award(
    entity_kind: Choice,
    quota_entry: Choice,
    central_enterprise: Bool,
    retail_sales: Money,
    retail_sales_before: Money,
    retail_growth: Rate,
    p: Parameters,
) -> Money:
    """Return the award of a registered firm for each full step of added retail sales, in CNY.

    Reading: 每新增满一档才计一档，不足一档的零头不计；奖励对象为企业，个体单位不在内。
    """
    steps = step("满档数", greatest(round_down((retail_sales - retail_sales_before) / p.growth_step), 0))
    return granted(
        cap(steps * p.growth_sum, p.growth_cap),
        step("法人企业", entity_kind == "legal_person"),
        step("在库限额以上企业", quota_entry != "none"),
        step("不是中央企业", negate(central_enterprise)),
        step("年零售额增速", retail_growth >= p.growth_floor),
    )


# ---- 十一、十二: cars ----


@article("十一", label="首付比例", internal=True)
def down_payment_share(car_down_payment: Money, car_invoice_price: Money) -> Rate:
    """Return the down payment as a part of the invoice."""
    return car_down_payment / car_invoice_price


@article("十一", label="汽车金融服务符合条件")
def car_finance_qualifies(
    car_loan_on: Date,
    down_payment_share: Rate,
    car_loan_years: Quantity,
    car_loan_rate: Rate,
    car_fee_rate: Rate,
    p: Parameters,
) -> Bool:
    """Return whether a car loan meets the terms for which a lender may ask for the province's award.

    Reading: 有利息的贷款看年利率，零利率的贷款改看服务费，两种情形不重叠。
    """
    free = car_loan_rate == 0
    return all_of(
        _in_period(car_loan_on, p, "贷款在支持期内办理"),
        step("首付比例", down_payment_share <= p.down_payment_share),
        step("贷款时限", car_loan_years == p.car_term),
        step(
            "利率或服务费",
            any_of(
                all_of(negate(free), car_loan_rate <= p.car_rate_ceiling),
                all_of(free, car_fee_rate <= p.car_fee_ceiling),
            ),
        ),
    )


@article("十二", label="汽车以旧换新补贴", audience="person")
def trade_in_subsidy(
    enterprise_size: Choice,
    old_car_disposal: Choice,
    old_car_local: Bool,
    new_car_kind: Choice,
    new_car_bought_on: Date,
    dealer_authorised: Bool,
    new_car_registered: Bool,
    trade_in_received: Bool,
    p: Parameters,
) -> Money:
    """Return a person's subsidy for one new car in place of an old one, in CNY."""
    bought = (new_car_bought_on >= p.trade_in_from) & (new_car_bought_on <= p.trade_in_until)
    return granted(
        p.trade_in_sum[old_car_disposal, new_car_kind],
        step("个人消费者", enterprise_size == "person"),
        step("旧车已报废或转出", old_car_disposal != "none"),
        step("旧车为本人名下湖北号牌", old_car_local),
        step("在补贴期内购买新车", bought),
        step("在本市名单内的授权经销店购买", dealer_authorised),
        step("新车已在省内上牌", new_car_registered),
        step("没有享受过这项补贴", negate(trade_in_received)),
    )


# ---- 十六: insurance premiums ----


@article("十六", label="缓缴的职工医保单位部分")
def premium_deferred(
    employer_kind: Choice,
    enterprise_size: Choice,
    deferral_qualified: Bool,
    premium_month: Date,
    premium_due: Money,
    p: Parameters,
) -> Money:
    """Return how much of a month's premium may be paid later without a late fee, in CNY."""
    smaller = all_of(employer_kind == "enterprise", enterprise_size.is_in("medium", "small", "micro"))
    month = (premium_month >= p.deferral_from) & (premium_month <= p.deferral_until)
    return granted(
        premium_due,
        step("中小微企业、个体工商户或社会组织", any_of(smaller, employer_kind.is_in("individual", "social"))),
        step("符合缓缴条件", deferral_qualified),
        step("缴费所属月份", month),
    )
