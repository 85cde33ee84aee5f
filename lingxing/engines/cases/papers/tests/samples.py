"""A service of an invented city with the papers that it issues."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from lingxing.engines.cases.papers.facts import LinkedCase, PaperFacts
from lingxing.kernel.units import SHARE
from lingxing.language.procedures.definitions import (
    CatalogueColumn,
    CatalogueItem,
    CatalogueList,
    Clock,
    ClockKind,
    Field,
    FieldKind,
    IssuedDocumentKind,
    Personal,
    Service,
)

FIELDS = {
    "full_name": Field("full_name", "姓名", FieldKind.TEXT, personal=Personal.NAME),
    "identity": Field("identity", "公民身份号码", FieldKind.IDENTITY_NUMBER, personal=Personal.IDENTITY),
    "deposit": Field("deposit", "押金", FieldKind.MONEY, unit_label="元"),
    "share": Field("share", "比例", FieldKind.RATE, unit=SHARE, unit_label="%"),
    "length": Field("length", "船长", FieldKind.QUANTITY, unit_label="米", decimals=2),
    "trips": Field("trips", "班次", FieldKind.COUNT, unit_label="次"),
    "berth": Field("berth", "渡口", FieldKind.CHOICE, choices={"third": "三号渡口"}, catalogue="berths"),
    "begins": Field("begins", "起始日", FieldKind.DATE),
    "insured": Field("insured", "已投保", FieldKind.BOOL),
    "crew": Field(
        "crew",
        "船员",
        FieldKind.ROWS,
        columns={
            "name": Field("name", "姓名", FieldKind.TEXT, personal=Personal.NAME),
            "age": Field("age", "年龄", FieldKind.COUNT, unit_label="岁"),
        },
    ),
    "names": Field("names", "船名", FieldKind.ROWS, columns={"name": Field("name", "船名", FieldKind.TEXT)}),
    "note": Field("note", "说明", FieldKind.LONG_TEXT),
    "ship": Field("ship", "船舶登记", FieldKind.CASE, service="ship"),
}
VALUES = {
    "full_name": "白鹭洲",
    "identity": "110101190001010000",
    "deposit": 1_200_050,
    "share": Fraction(1, 8),
    "length": Fraction(25, 2),
    "trips": 6,
    "berth": "third",
    "begins": dt.date(2026, 1, 5),
    "insured": True,
    "crew": ({"name": "白鹭一", "age": 40}, {"name": "白鹭二", "age": 30}),
    "names": ({"name": "江风号"}, {"name": "江月号"}),
    "note": "第一行\n第二行 {applicant}",
    "ship": "5f6c1c3e-0000-4000-8000-000000000001",
}
BERTHS = CatalogueList(
    "berths",
    "渡口",
    "第三条",
    {"keeper": CatalogueColumn("管理站"), "night": CatalogueColumn("夜航", "bool")},
    {"third": CatalogueItem("third", "三号渡口", {"keeper": "三号站", "night": False})},
)
CLOCK = Clock("decide", "作出决定", "第五条", ClockKind.DUTY, "15 working days", "civil", "station", ())


def kind(*body: str, **changes: object) -> IssuedDocumentKind:
    """Return a paper with that body."""
    made = IssuedDocumentKind(
        "paper", "停靠许可决定书", "decision", "第六条", "station", "云渡〔{year}〕{number}号", body
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def service(fields: dict[str, Field] | None = None) -> Service:
    """Return the service, with other fields where they are given."""
    return Service(
        package="yunmeng/ferry_2026",
        name="berth",
        label="渡口停靠许可",
        article="第二条",
        audience=("person",),
        number="DKT",
        fields=fields or FIELDS,
        papers={},
        states={},
        acts={},
        clocks={"decide": CLOCK},
        documents={"receipt": kind("x", name="receipt"), "paper": kind("x")},
        publications={},
        registers={},
        queues={},
        guide=None,
        digest="",
    )


SHIP = service({"title": Field("title", "船名", FieldKind.TEXT), "built": Field("built", "建造日", FieldKind.DATE)})


def facts(**changes: object) -> PaperFacts:
    """Return what is known of a case."""
    made = PaperFacts(
        document_number="云渡〔2026〕12号",
        case_number="DKT2026000012",
        applicant="白鹭洲",
        organ="云梦泽市渡口管理局",
        issued_on=dt.date(2026, 1, 5),
        code="5d41402abc4b2a76b9719d911017c5",
        salt="00" * 16,
        act_label="准予停靠",
        reason="通道狭窄",
        values=VALUES,
        linked={"ship": LinkedCase(SHIP, "CB2025000003", {"title": "江风号", "built": dt.date(2020, 2, 29)})},
        due={"decide": dt.date(2026, 1, 26)},
        documents={"receipt": "云渡受〔2026〕3号", "paper": "云渡〔2026〕12号"},
        catalogue={"berths": BERTHS},
        valid_from=dt.date(2026, 1, 5),
        valid_until=dt.date(2027, 1, 4),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
