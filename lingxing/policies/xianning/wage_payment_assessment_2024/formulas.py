"""How counties and member units are scored and graded for the payment of migrant workers, and what follows."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Parameters,
    Quantity,
    all_of,
    any_of,
    article,
    choice_of,
    count,
    granted,
    not_covered,
    plain,
    round_down,
    step,
    when,
    year_of,
)

_GRADES = {"a": "A级", "b": "B级", "c": "C级"}


@article("第九条", label="考核得分")
def score(
    assessed_body: Choice,
    routine_score: Quantity,
    yearly_score: Quantity,
    bonus: Quantity,
    deduction: Quantity,
    p: Parameters,
) -> Quantity:
    """Return a county's score, in points.

    Reading: 平时和年度各按百分制评分，再按六成、四成折算相加，最后加上加分、减去扣分；不再四舍五入，也不设上下限。
    """
    weighted = routine_score * p.routine_weight + yearly_score * p.yearly_weight
    return when(assessed_body == "county", weighted + bonus - deduction).otherwise(
        not_covered("成员单位的得分按每年的考核方案及细则评定，本办法没有写折算比例")
    )


# ---- incidents ----


@article("第九条第（二）项、第十条第（二）项", label="达到人数的群体性事件", internal=True)
def large_gathering(kind: Choice, people: Count, happened_on: Date, assessment_year: Count, p: Parameters) -> Bool:
    """Return whether the incident is a gathering of that size in the year.

    Reading: 只计考核年度内发生的事件；“50人以上”包括50人。
    """
    in_year = year_of(happened_on) == assessment_year
    return all_of(in_year, kind == "gathering", people >= p.gathering_people)


@article("第九条第（二）项、第十条第（二）项", label="造成严重后果的极端事件或舆情", internal=True)
def grave_event(kind: Choice, serious_consequences: Bool, happened_on: Date, assessment_year: Count) -> Bool:
    """Return whether the incident is an extreme one, or one of public opinion, with grave consequences in the year.

    Reading: “造成严重后果”同时限定极端事件和网络舆情。
    """
    in_year = year_of(happened_on) == assessment_year
    return all_of(in_year, kind.is_in("extreme", "opinion"), serious_consequences)


@article("第九条第（二）项、第十条第（二）项", label="有评C级的事件", internal=True)
def grave_record(large_gathering: Bool, government_project: Bool, grave_event: Bool, p: Parameters) -> Bool:
    """Return whether the year's incidents alone lead to grade C."""
    gatherings = count(large_gathering, label="群体性事件起数")
    on_government = count(all_of(large_gathering, government_project), label="政府项目群体性事件起数")
    grave = count(grave_event, label="极端事件和舆情起数")
    return any_of(
        gatherings >= plain(p.gathering_count),
        on_government >= plain(p.government_count),
        grave >= plain(p.grave_count),
    )


# ---- grades ----


@article("第十条", label="成员单位A级名额")
def best_quota(assessed_body: Choice, members: Count, p: Parameters) -> Count:
    """Return how many member units may have grade A.

    Reading: “不超过总数的30%”向下取整。
    """
    return granted(round_down(members * p.best_share), step("考核对象是成员单位", assessed_body == "member"))


@article("第九条", label="县（市、区）等级", choices=_GRADES, internal=True)
def county_grade(
    place: Count,
    counties: Count,
    works_well: Bool,
    works_badly: Bool,
    harmed_city: Bool,
    grave_record: Bool,
    p: Parameters,
) -> Choice:
    """Return a county's grade.

    Reading: 先看C级情形，有其一即为C级，名次再好也不评A级；末位只有同时工作不力、问题突出才评C级。
    Reading: 得分相同的名次相同：并列第2名的都算前2名，并列末位的都算最后1名。
    """
    worst = any_of(all_of(works_badly, place == counties), grave_record, harmed_city)
    best = all_of(works_well, place <= plain(p.best_places))
    return when(worst, choice_of("c")).when(best, choice_of("a")).otherwise(choice_of("b"))


@article("第十条", label="成员单位等级", choices=_GRADES, internal=True)
def member_grade(
    works_well: Bool, works_badly: Bool, harmed_city: Bool, grave_record: Bool, order_for_best: Count, best_quota: Count
) -> Choice:
    """Return a member unit's grade.

    Reading: 符合A级条件的单位多于名额时，按综合评议的次序取满为止，其余评B级。
    """
    worst = any_of(works_badly, grave_record, harmed_city)
    best = all_of(works_well, order_for_best <= best_quota)
    return when(worst, choice_of("c")).when(best, choice_of("a")).otherwise(choice_of("b"))


@article("第九条、第十条", label="考核等级", choices=_GRADES)
def grade(assessed_body: Choice, county_grade: Choice, member_grade: Choice) -> Choice:
    """Return the grade."""
    return when(assessed_body == "county", county_grade).otherwise(member_grade)


# ---- what follows ----


@article("第十二条", label="通报表扬")
def commended(grade: Choice) -> Bool:
    """Return whether the body is commended."""
    return grade == "a"


@article("第十二条", label="约谈有关负责人")
def summoned(grade: Choice) -> Bool:
    """Return whether those in charge are summoned."""
    return grade == "c"


@article("第十三条", label="专项督办")
def special_supervision(
    former_grade: Choice,
    arrears_frequent: Bool,
    systems_poor: Bool,
    cases_open: Bool,
    hidden_risk: Bool,
    grave_record: Bool,
) -> Bool:
    """Return whether the body is put under special supervision.

    Reading: 所列情形有其一即开展；“重大群体性极端性事件”按评C级的事件标准认定。
    """
    return any_of(
        step("上年度为C级", former_grade == "c"),
        arrears_frequent,
        systems_poor,
        cases_open,
        hidden_risk,
        grave_record,
    )


@article("第十四条", label="通报批评")
def censured(falsified: Bool) -> Bool:
    """Return whether the body is censured for false reports."""
    return falsified
