"""Documents of an invented city for the tests of the exports."""

import datetime as dt

from lingxing.engines.documents.domain.model import (
    Annex,
    Comparator,
    Deadline,
    DeadlineKind,
    Document,
    GazetteInfo,
    Indicator,
    Instrument,
    Relation,
    RelationKind,
    ResponsibleUnit,
    Table,
    TableForm,
    Task,
    Unit,
    UnitLevel,
    Validity,
)
from lingxing.engines.documents.exports.edition import Edition

TITLE = "云梦泽市人民政府关于印发湖泊保护办法的通知"
HOSTILE = "<script>alert(1)</script>&'\"=cmd|\x00\x0b]]>"


def unit(
    name: str,
    level: UnitLevel,
    text: str = "",
    *children: Unit,
    marker: str = "",
    heading: str = "",
    line: int = 1,
    inferred: bool = False,
) -> Unit:
    """Return a unit that stands on one line."""
    return Unit(name, level, None, marker, heading, text, marker, line, line, inferred, children)


def method_units() -> tuple[Unit, ...]:
    """Return two chapters of a method with paragraphs, items and a subitem."""
    subitem = unit("art_2__para_1__item_1__sub_1", UnitLevel.SUBITEM, "巡查记录。", marker="1.", line=9)
    items = (
        unit("art_2__para_1__item_1", UnitLevel.ITEM, "建立台账：", subitem, marker="（一）", line=8),
        unit("art_2__para_1__item_2", UnitLevel.ITEM, "公开结果。", marker="（二）", line=10),
    )
    first = unit("art_1", UnitLevel.ARTICLE, "为了保护湖泊，制定本办法。", marker="第一条", line=5)
    second = unit(
        "art_2",
        UnitLevel.ARTICLE,
        "",
        unit("art_2__para_1", UnitLevel.PARAGRAPH, "管理单位应当：", *items, line=7),
        unit("art_2__para_2", UnitLevel.PARAGRAPH, "前款规定自次月起执行。", line=11),
        marker="第二条",
        line=7,
        inferred=True,
    )
    return (
        unit("chp_1", UnitLevel.CHAPTER, "", first, marker="第一章", heading="总则", line=4),
        unit("chp_2", UnitLevel.CHAPTER, "", second, marker="第二章", heading="管理", line=6),
    )


def outline_units() -> tuple[Unit, ...]:
    """Return an outline with two levels."""
    inner = unit("inst_2__out_1__out_1", UnitLevel.OUTLINE_2, "每月巡湖。", marker="（一）", heading="巡湖", line=31)
    return (
        unit("inst_2__out_1", UnitLevel.OUTLINE_1, "", inner, marker="一、", heading="重点任务", line=30),
        unit("inst_2__text_1", UnitLevel.TEXT, "本方案自印发之日起施行。", line=36),
    )


def table() -> Table:
    """Return a table that stands behind the outline's first task."""
    return Table("tbl_1", "水位标准", TableForm.TABBED, ("湖名", "水位"), (("东湖", "20.5米"), ("", "")), 32, 34)


def tasks() -> tuple[Task, ...]:
    """Return one task with a date, one without, one with hostile text."""
    bureau = ResponsibleUnit("市水利局", ("云梦泽市水利局",))
    rate = Indicator("水质达标率", Comparator.AT_LEAST, "90", "%", "水质达标率达90%以上", dt.date(2026, 12, 31))
    year_end = Deadline(DeadlineKind.DATE, "2026年12月底前", dt.date(2026, 12, 31))
    return (
        Task("task_1", "每月巡湖一次。", "一（一）", "inst_2__out_1__out_1", 31, (bureau,), (), (), year_end, (rate,)),
        Task("task_2", HOSTILE, "一（一）", "inst_2__out_1__out_1", 31, (), (bureau,)),
        Task("task_3", '=HYPERLINK("x")', "一", "inst_2__out_1", 31, (), (bureau,), (), None),
    )


def document(title: str = TITLE, text: str = "现印发给你们，请遵照执行。") -> Document:
    """Return a notice with a method, an outline with a table, and two annexes of which one is not printed."""
    signed, last = dt.date(2026, 1, 5), dt.date(2031, 1, 4)
    until = Validity("自印发之日起施行", "自印发之日", signed, "有效期5年", "5年", "P5Y", last)
    repealed = Relation(
        RelationKind.REPEALS,
        "云梦泽市湖泊管理办法",
        "云政发〔2020〕3号",
        "第二条",
        "art_2",
        "同时废止",
        11,
        signed,
    )
    return Document(
        index=1,
        title=title,
        title_printed=title,
        number="云政发〔2026〕1号",
        number_printed="云政发〔20261",
        issuer="云梦泽市人民政府",
        date=dt.date(2026, 1, 5),
        date_printed="2026年1月5日",
        kind="办法",
        wrapper="通知",
        recipients="各区人民政府，市政府各部门：",
        public_note="（此件公开发布）",
        notice=(unit("notice__para_1", UnitLevel.PARAGRAPH, text, line=2),),
        instruments=(
            Instrument("inst_1", "云梦泽市湖泊保护办法", "办法", 4, 11, method_units(), (), until),
            Instrument("inst_2", "云梦泽市湖泊保护实施方案", "方案", 29, 36, outline_units(), (table(),)),
        ),
        annexes=(
            Annex("annex_1", "附件1", "湖泊名录", included=True, line=40, tables=(table(),)),
            Annex("annex_2", "附件2", "示意图", included=False, line=41),
        ),
        validity=Validity(),
        relations=(repealed,),
        tasks=tasks(),
        problems=(),
        repairs=(),
        line_ranges=((1, 41),),
    )


def edition(made: Document | None = None) -> Edition:
    """Return the sample document as the first issue of 2026 printed it."""
    info = GazetteInfo("云梦泽市人民政府公报", "云梦泽市", 2026, "第1号", "总第9号", "2026-01-31")
    today = dt.date(2026, 3, 1)
    address = "https://gazette.example/documents/云政发-2026-1/"
    return Edition("云政发-2026-1", made or document(), info, address, on=today, ended_on=dt.date(2031, 1, 4))
