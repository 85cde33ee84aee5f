"""Title, issuer and date of a document, with what a person has to look at."""

import datetime as dt

from lingxing.engines.documents.domain.assembly.surroundings import Notes, Surroundings
from lingxing.engines.documents.domain.metadata import issuers, titles
from lingxing.engines.documents.domain.metadata.numbers import PrintedNumber
from lingxing.engines.documents.domain.model import Confidence, Problem, ProblemKind, Repair, RepairKind
from lingxing.engines.documents.domain.repair.pairing import is_balanced
from lingxing.engines.documents.domain.splitting import DocumentParts
from lingxing.engines.documents.domain.splitting.closing import date_part, signature_part
from lingxing.engines.documents.domain.splitting.orders import is_order, is_signer


def read_title(parts: DocumentParts, around: Surroundings, notes: Notes) -> str:
    """Return the whole title; an order is called by the text that it carries."""
    printed = parts.head.title
    if is_order(printed) and len(parts.instruments) == 1:
        return parts.instruments[0].title
    title = titles.mend_title(parts, around.level)
    line = parts.line_ranges[0][0]
    if title != printed:
        notes.repairs.append(Repair(line, RepairKind.TITLE, printed, title, Confidence.LIKELY))
    if not is_balanced(title):
        notes.problems.append(Problem(ProblemKind.UNPAIRED, "标题中的括号或引号不成对", line, title))
    return title


def printed_title(parts: DocumentParts, around: Surroundings) -> str:
    """Return the title's lines as they stand in the source, one behind the other."""
    return "".join(around.printed(line) for line in (*parts.head.displaced, *parts.head.title_lines))


def read_issuer(
    title: str, parts: DocumentParts, number: PrintedNumber | None, around: Surroundings, notes: Notes
) -> str | None:
    """Return the issuer's full name, or None; one that only the number's class tells is named as a problem."""
    named = parts.head.title if is_order(parts.head.title) else title
    found = issuers.find_issuer(named, _signatures(parts), number.parsed if number else None, around.place)
    line = parts.line_ranges[-1][0]
    if found is None:
        notes.problems.append(Problem(ProblemKind.ISSUER, "文件没有印出发文机关，也无法由文号推断", line, title))
    elif found.inferred:
        message = f"发文机关由文号推断为{found.name}，请核对"
        notes.problems.append(Problem(ProblemKind.ISSUER, message, line, title))
    return found.name if found else None


def _signatures(parts: DocumentParts) -> tuple[str, ...]:
    beside = signature_part(parts.date_line.text) if parts.date_line else None
    lines = [line.text for line in parts.signature if not is_signer(line.text)]
    return (*lines, beside) if beside else tuple(lines)


def printed_date(parts: DocumentParts, around: Surroundings) -> str | None:
    """Return the date as printed, without a signature on its line."""
    line = parts.date_line
    if line is None:
        return None
    return date_part(line.text) if signature_part(line.text) else around.printed(line)


def note_date(parts: DocumentParts, date: dt.date | None, notes: Notes) -> None:
    """Log how a glued date was settled; a date that is missing or stays open is a problem."""
    line = parts.date_line
    if line is None:
        where = parts.line_ranges[-1][0]
        notes.problems.append(Problem(ProblemKind.DATE, "文件没有印出成文日期", where, parts.head.title))
    elif date is None:
        notes.problems.append(Problem(ProblemKind.DATE, "成文日期无法确定，请对照原件", line.first_line, line.text))
    elif line.text.strip().isdigit():
        printed = line.text.strip()
        notes.repairs.append(Repair(line.first_line, RepairKind.DATE, printed, date.isoformat(), Confidence.LIKELY))
