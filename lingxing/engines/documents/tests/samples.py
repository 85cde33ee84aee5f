"""A gazette of an invented city, built value by value, for tests of what happens after the reading."""

import dataclasses
import datetime as dt
import hashlib

from lingxing.engines.documents.domain.model import (
    Deadline,
    DeadlineKind,
    Document,
    Gazette,
    GazetteInfo,
    Instrument,
    Problem,
    ProblemKind,
    RawLine,
    Relation,
    RelationKind,
    ResponsibleUnit,
    Source,
    Table,
    TableForm,
    Task,
    Unit,
    UnitLevel,
    Validity,
)

CITY = "云梦泽市"
AT = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)
ARTICLES = (
    "为了规范本市渡口管理，保障乘客安全，制定本办法。",
    "市交通运输局负责渡口的监督管理，区人民政府负责辖区内渡口的日常巡查。",
    "渡船每日开航前应当检查救生设备，检查记录保存两年。",
    "违反本办法第三条规定的，由市交通运输局责令改正。",
)


def unit(number: int, text: str, title: str, line: int) -> Unit:
    """Return an article."""
    citation = f"《{title}》第{number}条"
    return Unit(f"art_{number}", UnitLevel.ARTICLE, number, f"第{number}条", "", text, citation, line, line)


def task(number: int, text: str, lead: str, due_on: dt.date | None) -> Task:
    """Return a task of one organ, named in short."""
    deadline = Deadline(DeadlineKind.DATE, "年底前", due_on) if due_on else None
    units = (ResponsibleUnit(lead.replace("云梦泽市", "市").replace("交通运输局", "交通局"), (lead,)),)
    return Task(f"task_{number}", text, f"第{number}项", f"art_{number}", 10 + number, units, deadline=deadline)


def document(index: int, title: str, number: str | None, **changes: object) -> Document:
    """Return a method of four articles; `changes` replace fields."""
    texts = changes.pop("articles", ARTICLES)
    assert isinstance(texts, tuple)
    units = tuple(unit(at, text, title, 100 * index + at) for at, text in enumerate(texts, 1))
    validity = changes.pop("validity", Validity())
    assert isinstance(validity, Validity)
    whole = Document(
        index=index,
        title=title,
        title_printed=title,
        number=number,
        number_printed=number,
        issuer=f"{CITY}人民政府",
        date=dt.date(2024, 6, 7),
        date_printed="2024年6月7日",
        kind="办法",
        wrapper=None,
        recipients=None,
        public_note=None,
        notice=(),
        instruments=(Instrument("inst_1", title, "办法", 100 * index, 100 * index + 9, units, validity=validity),),
        annexes=(),
        validity=validity,
        relations=(),
        tasks=(),
        problems=(),
        repairs=(),
        line_ranges=((100 * index, 100 * index + 9),),
    )
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def relation(kind: RelationKind, title: str, number: str | None, **changes: object) -> Relation:
    """Return a relation that the third article expresses."""
    whole = Relation(kind, title, number, "第三条", "art_3", f"《{title}》同时废止", 12)
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def gazette(*documents: Document, name: str = "云梦泽市人民政府公报.txt", edition: str = "") -> Gazette:
    """Return a gazette with these documents; `edition` makes its bytes differ."""
    lines = tuple(RawLine(number, f"第{number}行") for number in range(1, 100 * (len(documents) + 1) + 10))
    digest = hashlib.sha256(f"{name}{edition}{documents}".encode()).hexdigest()
    info = GazetteInfo(f"{CITY}人民政府公报", CITY, 2024, "第3号", "总第9号", "2024-07-01")
    problems = (Problem(ProblemKind.CONTENTS, "目录中的一份文件没有找到", 3, "附录"),)
    return Gazette(Source(name, digest, lines), info, documents, ("目录",), (), problems)


def ferry_rules() -> Document:
    """Return a method with tasks, a table, a validity of five years and a repeal of an older method."""
    standards = Table(
        "table_1", "渡船定额", TableForm.TABBED, ("船型", "载客"), (("木船", "12"), ("机动船", "40")), 105, 107
    )
    title = "云梦泽市渡口管理办法"
    whole = document(
        1,
        title,
        "云政规〔2024〕3号",
        validity=Validity(
            "自2024年8月1日起施行", "2024-08-01", dt.date(2024, 8, 1), "有效期5年", "5年", "P5Y", dt.date(2029, 7, 31)
        ),
        tasks=(
            task(1, "检修三十二艘渡船", "云梦泽市交通运输局", dt.date(2024, 12, 31)),
            task(2, "公布渡口名录", "云梦泽市水利局", None),
        ),
        relations=(relation(RelationKind.REPEALS, "云梦泽市渡口管理暂行办法", "云政办发〔2017〕11号"),),
        problems=(Problem(ProblemKind.NUMBERING, "第五条的序号缺失", 108, "第条"),),
    )
    instrument = dataclasses.replace(whole.instruments[0], tables=(standards,))
    return dataclasses.replace(whole, instruments=(instrument,))


def old_ferry_rules() -> Document:
    """Return the method that `ferry_rules` repeals."""
    return document(
        2,
        "云梦泽市人民政府办公室关于印发云梦泽市渡口管理暂行办法的通知",
        "云政办发〔2017〕11号",
        date=dt.date(2017, 6, 23),
        articles=("渡口由区人民政府管理。",),
    )
