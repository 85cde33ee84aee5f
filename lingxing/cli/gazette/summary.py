"""A gazette in a few lines for a person."""

from collections.abc import Iterator

from lingxing.engines.documents.domain.model import Document, Gazette, Problem, Unit, UnitLevel, Validity
from lingxing.kernel.dates import format_date

_MARKED = (
    (UnitLevel.CHAPTER, "章"),
    (UnitLevel.ARTICLE, "条"),
    (UnitLevel.OUTLINE_1, "部分"),
    (UnitLevel.OUTLINE_2, "小节"),
)
_PROBLEMS_SHOWN = 8
_EXCERPT = 30


def summary_lines(gazette: Gazette) -> Iterator[str]:
    """Yield the lines: the gazette, its documents with what they hold, the problems that a person must look at."""
    repairs = len(gazette.repairs) + sum(len(document.repairs) for document in gazette.documents)
    problems = len(gazette.problems) + sum(len(document.problems) for document in gazette.documents)
    yield gazette.source.name
    yield f"  {_name(gazette)}：文件{len(gazette.documents)}件，修补{repairs}处，待核{problems}处"
    for document in gazette.documents:
        yield from _document_lines(document)
    if gazette.problems:
        yield "  公报整体："
        yield from _problem_lines(gazette.problems)


def _name(gazette: Gazette) -> str:
    info = gazette.info
    serial = f"（{info.serial}）" if info.serial else ""
    year = f"{info.year}年" if info.year and str(info.year) not in (info.issue or "") else ""
    return (
        f"{info.name or info.city or '未具名的公报'}{' ' if year or info.issue else ''}{year}{info.issue or ''}{serial}"
    )


def _document_lines(document: Document) -> Iterator[str]:
    number = document.number or "（无发文字号）"
    yield f"  {document.index}. {number} {document.title}"
    facts = (document.issuer, format_date(document.date) if document.date else None, document.kind)
    yield "     " + "，".join([*filter(None, facts), *_validity(document.validity)])
    yield "     " + "，".join(_counts(document))
    yield from _problem_lines(document.problems)


def _validity(validity: Validity) -> Iterator[str]:
    start = format_date(validity.effective_on) if validity.effective_on else validity.effective_from
    end = format_date(validity.expires_on) if validity.expires_on else validity.valid_until_or_period
    if start:
        yield f"{start}起施行"
    if end:
        yield f"有效至{end}" if validity.expires_on else f"有效期{end}"


def _counts(document: Document) -> Iterator[str]:
    units = [unit for instrument in document.instruments for unit in _walk(instrument.units)]
    for level, word in _MARKED:
        count = sum(unit.level is level for unit in units)
        if count:
            yield f"{word}{count}"
    tables = sum(len(instrument.tables) for instrument in document.instruments)
    tables += sum(len(annex.tables) for annex in document.annexes)
    for word, count in (
        ("表", tables),
        ("附件", len(document.annexes)),
        ("任务", len(document.tasks)),
        ("关系", len(document.relations)),
    ):
        if count:
            yield f"{word}{count}"
    yield f"修补{len(document.repairs)}"
    yield f"待核{len(document.problems)}"


def _walk(units: tuple[Unit, ...]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        yield from _walk(unit.children)


def _problem_lines(problems: tuple[Problem, ...]) -> Iterator[str]:
    for problem in problems[:_PROBLEMS_SHOWN]:
        line = f"第{problem.line}行：" if problem.line else ""
        excerpt = f"（{problem.excerpt[:_EXCERPT]}）" if problem.excerpt else ""
        yield f"     ！{line}{problem.message}{excerpt}"
    if len(problems) > _PROBLEMS_SHOWN:
        yield f"     ！另有{len(problems) - _PROBLEMS_SHOWN}处，见 --json"
