"""Between which limits an offence against the rules on construction waste is fined, and what is ordered with it."""

from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    all_of,
    article,
    choice_of,
    not_covered,
    when,
)


@article(
    "第二十五条至第三十一条",
    label="违法情形",
    internal=True,
    choices={
        "mixing": "混放",
        "unlicensed_site": "擅自设立弃置场",
        "unapproved_disposal": "未经核准或超出核准范围处置",
        "approval_traded": "非法转让核准文件",
        "not_cleared": "未及时清运",
        "unapproved_carrier": "交未经核准者运输",
        "dumped": "随意倾倒",
        "soiled_road": "车辆污染路面",
        "littered": "沿途遗撒",
        "foreign_waste": "消纳场接纳其他垃圾",
    },
)
def offence(act: Choice) -> Choice:
    """Return the offence that the act is: acts with the same range share one."""
    return (
        when(act.is_in("mixed_with_household", "mixed_with_hazardous"), choice_of("mixing"))
        .when(act.is_in("unapproved_disposal", "beyond_approval"), choice_of("unapproved_disposal"))
        .when(act == "unlicensed_site", choice_of("unlicensed_site"))
        .when(act == "approval_traded", choice_of("approval_traded"))
        .when(act == "not_cleared", choice_of("not_cleared"))
        .when(act == "unapproved_carrier", choice_of("unapproved_carrier"))
        .when(act == "dumped", choice_of("dumped"))
        .when(act == "soiled_road", choice_of("soiled_road"))
        .when(act == "littered", choice_of("littered"))
        .otherwise(choice_of("foreign_waste"))
    )


@article(
    "第二十五条至第三十一条",
    label="处罚对象",
    internal=True,
    choices={
        "individual": "个人",
        "unit": "单位",
        "builder": "施工单位",
        "developer_or_carrier": "建设单位、运输单位",
        "disposal_site": "储运消纳场",
        "anyone": "任何单位和个人",
        "nobody": "未列为处罚对象",
    },
)
def party(offence: Choice, actor: Choice) -> Choice:
    """Return as whom the article fines the actor.

    Reading: 第二十七条和第二十九条第二款没有写明对象，对单位和个人适用同一幅度；第三十条只罚单位，不罚个人。
    Reading: 第二十六条、第二十八条、第三十一条只罚条文列明的单位，其他人不在该条范围内。
    """
    of_units = when(actor == "individual", choice_of("nobody")).otherwise(choice_of("unit"))
    of_all = when(actor == "individual", choice_of("individual")).otherwise(choice_of("unit"))
    of_builders = when(actor == "builder", choice_of("builder")).otherwise(choice_of("nobody"))
    of_sites = when(actor == "disposal_site", choice_of("disposal_site")).otherwise(choice_of("nobody"))
    of_disposers = when(actor.is_in("developer", "carrier"), choice_of("developer_or_carrier")).otherwise(of_builders)
    return (
        when(offence.is_in("mixing", "unlicensed_site", "dumped"), of_all)
        .when(offence == "unapproved_disposal", of_disposers)
        .when(offence.is_in("not_cleared", "unapproved_carrier"), of_builders)
        .when(offence == "littered", of_units)
        .when(offence == "foreign_waste", of_sites)
        .otherwise(choice_of("anyone"))
    )


@article("第二十四条至第三十一条", label="依本办法应予处罚")
def punishable(planned_area: Bool, other_law: Bool, offence: Choice, party: Choice, pollution: Bool) -> Bool:
    """Return whether these rules themselves fine the act.

    Reading: 未及时清运只有造成环境污染才罚；上位法已有处罚规定的，不由本办法给出数额。
    """
    harmless = all_of(offence == "not_cleared", ~pollution)
    return (
        when(~planned_area, not_covered("本办法管城市规划区，规划区以外由各区、镇、街道参照执行"))
        .when(other_law, not_covered("法律、法规、规章已有处罚规定的，从其规定"))
        .when(party == "nobody", not_covered("该条没有把这类当事人列为处罚对象"))
        .otherwise(~harmless)
    )


@article("第二十五条至第三十一条", label="罚款下限")
def lowest_fine(punishable: Bool, offence: Choice, party: Choice, p: Parameters) -> Money:
    """Return the least fine, in CNY.

    Reading: 条文只写“以下”的没有下限，按0元表示；“以上”“以下”都包括本数。
    """
    return when(punishable, p.lowest_fine[offence, party]).otherwise(0)


@article("第二十五条至第三十一条", label="罚款上限")
def highest_fine(punishable: Bool, offence: Choice, party: Choice, p: Parameters) -> Money:
    """Return the largest fine, in CNY."""
    return when(punishable, p.highest_fine[offence, party]).otherwise(0)


@article("第二十五条至第三十一条", label="责令限期改正并警告")
def ordered_to_correct(punishable: Bool, offence: Choice) -> Bool:
    """Return whether the actor is warned and ordered to put it right in time.

    Reading: 车辆污染路面是责令清除污染物并罚款，条文没有限期改正和警告。
    """
    return all_of(punishable, offence != "soiled_road")


@article("第二十九条第二款", label="责令清除路面污染物")
def ordered_to_clean(punishable: Bool, offence: Choice) -> Bool:
    """Return whether the road must be cleaned."""
    return all_of(punishable, offence == "soiled_road")


@article("第二十九条第二款", label="车辆不得上道路行驶")
def barred_from_road(ordered_to_clean: Bool, refuses_cleaning: Bool) -> Bool:
    """Return whether the vehicle must stay off the road."""
    return all_of(ordered_to_clean, refuses_cleaning)


@article(
    "第二十五条至第三十一条",
    label="对应的处罚条款",
    choices={
        "article_25_first": "第二十五条第一款第（一）项、第（二）项",
        "article_25_third": "第二十五条第一款第（三）项",
        "article_26": "第二十六条",
        "article_27": "第二十七条",
        "article_28_first": "第二十八条第一款",
        "article_28_second": "第二十八条第二款",
        "article_29_first": "第二十九条第一款",
        "article_29_second": "第二十九条第二款",
        "article_30": "第三十条",
        "article_31": "第三十一条",
    },
)
def legal_basis(offence: Choice) -> Choice:
    """Return the article that fines the act."""
    return (
        when(offence == "mixing", choice_of("article_25_first"))
        .when(offence == "unlicensed_site", choice_of("article_25_third"))
        .when(offence == "unapproved_disposal", choice_of("article_26"))
        .when(offence == "approval_traded", choice_of("article_27"))
        .when(offence == "not_cleared", choice_of("article_28_first"))
        .when(offence == "unapproved_carrier", choice_of("article_28_second"))
        .when(offence == "dumped", choice_of("article_29_first"))
        .when(offence == "soiled_road", choice_of("article_29_second"))
        .when(offence == "littered", choice_of("article_30"))
        .otherwise(choice_of("article_31"))
    )
