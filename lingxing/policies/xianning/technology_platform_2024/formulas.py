"""What Xianning's ten measures pay to service centres, nodes, firms, lenders, professional bodies and platforms."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Rate,
    article,
    cap,
    granted,
    half_up,
    round_down,
    step,
    total,
    when,
    year_of,
)

# ---- 一、二: service centre and nodes ----


@article("一", label="服务中心任务经费")
def centre_task_subsidy(service_centre: Bool, centre_tasks_done: Bool, p: Parameters) -> Money:
    """Return the service centre's yearly money for its agreed tasks, in CNY.

    Reading: 任务经费与对接匹配补助合起来正好是文件写的每年最高额，不再另设封顶。
    """
    return granted(
        p.centre_task_sum, step("科创供应链服务中心", service_centre), step("完成当年任务", centre_tasks_done)
    )


@article("一", label="服务中心对接匹配补助")
def centre_matching_subsidy(service_centre: Bool, docking_rate: Rate, matching_rate: Rate, p: Parameters) -> Money:
    """Return the service centre's yearly money for bringing demand and supply together, in CNY."""
    return granted(
        p.centre_matching_sum,
        step("科创供应链服务中心", service_centre),
        step("需求对接率", docking_rate >= p.docking_floor),
        step("需求匹配率", matching_rate >= p.matching_floor),
    )


@article("二", label="服务节点绩效奖励")
def node_award(service_node: Bool, node_rank: Count, p: Parameters) -> Money:
    """Return the award of the two best service nodes of a year, in CNY."""
    return granted(
        when(node_rank == 1, p.node_first_sum).otherwise(p.node_second_sum),
        step("服务节点", service_node),
        step("绩效评价名次", node_rank <= p.node_ranks),
    )


# ---- 三、四: results and equity ----


@article("三", label="承接成果转化奖励")
def conversion_award(
    local_firm: Bool, result_taken_over: Bool, industrialised: Bool, funds_in_place: Money, p: Parameters
) -> Money:
    """Return the award for one project that turns a result into industry, in CNY.

    Reading: 最高奖励按一个项目计。
    """
    return granted(
        cap(half_up(funds_in_place * p.conversion_share), p.conversion_cap),
        step("在咸企业", local_firm),
        step("以技术研发、技术转让等方式承接科技成果", result_taken_over),
        step("已实现产业化", industrialised),
    )


@article("四", label="投资非上市企业奖励")
def equity_award(financial_institution: Bool, equity_invested: Money, p: Parameters) -> Money:
    """Return an institution's award for a year's equity investment, in CNY.

    Reading: 奖励由被投资企业所在地的财政出；投了几地的企业，合计不超过每年最高额。
    """
    return granted(
        cap(half_up(equity_invested * p.equity_share), p.equity_cap),
        step("利用天网平台服务企业的金融机构", financial_institution),
    )


# ---- 五: points for activities ----


@article("五", label="单场积分")
def activity_points(
    held_on: Date, firms_served: Count, matches_made: Count, points_year: Count, p: Parameters
) -> Count:
    """Return the points of one activity of the year asked about; those of other years bring none.

    Reading: 服务企业数和有效对接数要同时达到，一场活动只取一档积分。
    """
    large = (firms_served >= p.large_firms) & (matches_made >= p.large_matches)
    small = (firms_served >= p.small_firms) & (matches_made >= p.small_matches)
    points = when(large, p.large_points).when(small, p.small_points).otherwise(0)
    return when(year_of(held_on) == points_year, points).otherwise(0)


@article("五", label="年度积分")
def year_points(activity_points: Count) -> Count:
    """Return the year's points."""
    return total(activity_points, label="年度积分累计")


@article("五", label="对接活动奖励")
def activity_award(professional_body: Bool, year_points: Count, p: Parameters) -> Money:
    """Return a professional body's award for the year's points, in CNY.

    Reading: 积分达到下限后全部积分都计奖，每满一档计一档，不足一档的零头不计。
    """
    return granted(
        cap(round_down(year_points / p.points_step) * p.points_sum, p.points_cap),
        step("利用天网平台开展活动的专业机构", professional_body),
        step("年度积分累计", year_points >= p.points_floor),
    )


# ---- 六至八: firms and projects ----


@article("六", label="高新技术企业认定奖励")
def high_tech_award(high_tech_status: Choice, p: Parameters) -> Money:
    """Return the award for a first or renewed recognition as a high-tech firm, in CNY."""
    return granted(
        when(high_tech_status == "first", p.first_high_tech_sum).otherwise(p.renewed_high_tech_sum),
        step("首次或再次认定为高新技术企业", high_tech_status.is_in("first", "renewed")),
    )


@article("六", label="高新技术企业搬迁奖励")
def relocation_award(high_tech_status: Choice, annual_sales: Money, p: Parameters) -> Money:
    """Return the award of a high-tech firm that moved here whole, by its yearly sales, in CNY.

    Reading: 两档分界处正好相等的归低一档；低一档的下限本身也算在内。
    """
    return granted(
        when(annual_sales > p.relocation_high, p.relocation_high_sum).otherwise(p.relocation_low_sum),
        step("整体搬迁来的高新技术企业", high_tech_status == "moved_in"),
        step("年销售收入", annual_sales >= p.relocation_low),
    )


@article("七", label="科创新物种企业奖励")
def new_species_award(new_species: Choice, p: Parameters) -> Money:
    """Return the award for a first selection, in CNY.

    Reading: 奖励由入选企业所在地的财政出。
    """
    return granted(p.new_species_sum[new_species], step("首次入选省级科创新物种企业", new_species != "none"))


@article("八", label="重大科技专项支持")
def major_project_support(major_project: Bool, major_project_assessed: Money, p: Parameters) -> Money:
    """Return the support of one major project, in CNY.

    Reading: 文件只定最高额，实际金额为核定数，高于最高额的按最高额。
    """
    return granted(cap(major_project_assessed, p.major_project_limit), step("入选市级重大科技专项", major_project))


# ---- 九、十: platforms, talent, popular science ----


@article("九", label="创新平台奖励")
def platform_award(approved_platform: Choice, p: Parameters) -> Money:
    """Return the award for one approved platform of innovation, in CNY."""
    return granted(p.platform_sum[approved_platform], step("获批创新平台", approved_platform != "none"))


@article("九", label="产业技术研究院绩效奖励")
def institute_award(institute_grade: Choice, p: Parameters) -> Money:
    """Return an institute's award for the year's grade, in CNY."""
    return granted(p.institute_sum[institute_grade], step("绩效评价为优秀或良好", institute_grade != "none"))


@article("九", label="企校联合创新中心奖励")
def joint_centre_award(joint_centre: Bool, joint_centre_passed: Bool, p: Parameters) -> Money:
    """Return the award of a joint centre that passed its review, in CNY."""
    return granted(
        p.joint_centre_sum, step("认定为企校联合创新中心", joint_centre), step("通过绩效评价", joint_centre_passed)
    )


@article("十", label="人才平台年度补助")
def talent_platform_subsidy(
    talent_platform: Choice, talent_platform_running: Bool, talent_years_received: Count, p: Parameters
) -> Money:
    """Return a talent platform's subsidy for one more year, in CNY."""
    return granted(
        p.talent_sum,
        step("新获批的人才创新平台", talent_platform != "none"),
        step("正常运转并经备案审核", talent_platform_running),
        step("已补助年数", talent_years_received < p.talent_years),
    )


@article("十", label="科普教育基地奖励")
def popular_base_award(popular_base: Choice, p: Parameters) -> Money:
    """Return the award for a newly approved base of popular science, in CNY."""
    return granted(p.popular_base_sum[popular_base], step("新获批科普教育基地", popular_base != "none"))
