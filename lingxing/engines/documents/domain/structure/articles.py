"""Articles (条): the printed sequence, and the numbers that damaged or lost markers must have had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lingxing.engines.documents.domain.model import Confidence, ProblemKind
from lingxing.engines.documents.domain.structure.damage import HIGHEST, Opening, read_damaged
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, Head, accept, places
from lingxing.engines.documents.domain.structure.markers import Style
from lingxing.engines.documents.domain.structure.sequence import Numbered, heaviest_chain
from lingxing.kernel.citations import article_step


@dataclass(frozen=True, slots=True)
class Known:
    """An article whose number is certain; `place` -1 is the start of the text."""

    place: int
    number: int


def article_runs(entries: Sequence[Entry], findings: Findings) -> list[Sequence[Entry]]:
    """Return the lines cut where the articles start again with 第一条, 第二条: one run for each sequence."""
    plain = [(i, m.number) for i, m in places(entries, Style.ARTICLE) if not m.reference]
    cuts = [0]
    for (_, before), (place, number), (_, after) in zip(plain, plain[1:], plain[2:], strict=False):
        if (number, after) == (1, 2) and before > 2:
            cuts.append(place)
            message = "条的编号从第一条重新开始，此处可能是另一份文件；请核对是否应当分开。"
            findings.numbering(entries[place], message, ProblemKind.ORDER)
    return [entries[start:end] for start, end in pairwise([*cuts, len(entries)])]


def printed_articles(entries: Sequence[Entry]) -> list[Numbered]:
    """Return the article heads that form the text's own sequence; empty where the text is not made of articles."""
    found = [Numbered(i, m.number, m.inserted, m.reference) for i, m in places(entries, Style.ARTICLE)]
    chain = heaviest_chain(found)
    plain = sum(not c.reference for c in chain)
    if plain < 2 or chain[-1].number - len(chain) > max(len(chain), 9):
        return []
    return [c for i, c in enumerate(chain) if not c.reference or _follows_on(chain, i)]


def decide_articles(entries: Sequence[Entry], chain: Sequence[Numbered], findings: Findings) -> None:
    """Set the heads of all printed articles, and of the lost ones whose number the arithmetic forces."""
    for numbered in chain:
        marker = entries[numbered.place].marker
        if marker:
            accept(entries[numbered.place], marker)
    openings = list(_openings(entries, {c.place for c in chain}))
    known = [Known(-1, 0), *(Known(c.place, c.number) for c in chain)]
    position = 0
    for before, after in pairwise(known):
        between, position = _take(openings, position, after.place)
        _fill(entries, before, after, between, findings)
    _continue(entries, known[-1], openings[position:], findings)


def _follows_on(chain: Sequence[Numbered], i: int) -> bool:
    before = chain[i - 1].number if i else 0
    after = chain[i + 1].number if i + 1 < len(chain) else None
    return chain[i].number == before + 1 and (after is None or after == chain[i].number + 1)


def _take(openings: Sequence[Opening], position: int, end: int) -> tuple[list[Opening], int]:
    between = []
    while position < len(openings) and openings[position].place < end:
        between.append(openings[position])
        position += 1
    return between, position


def _fill(
    entries: Sequence[Entry], before: Known, after: Known, openings: Sequence[Opening], findings: Findings
) -> None:
    """Number the openings between two known articles, split at the damaged markers that still show their number."""
    if after.number - before.number <= 1:
        return
    current, start = before, 0
    for i, opening in enumerate(openings):
        if opening.exact and current.number < opening.low < after.number:
            enough_before = i - start >= opening.low - current.number - 1
            if enough_before and len(openings) - i > after.number - opening.low - 1:
                here = Known(opening.place, opening.low)
                _number(entries[opening.place], opening, opening.low, findings)
                _fill_plain(entries, current, here, openings[start:i], findings)
                current, start = here, i + 1
    _fill_plain(entries, current, after, openings[start:], findings)


def _fill_plain(
    entries: Sequence[Entry], before: Known, after: Known, openings: Sequence[Opening], findings: Findings
) -> None:
    needed = after.number - before.number - 1
    if needed <= 0:
        return
    for choice in ([o for o in openings if o.damaged], list(openings)):
        numbers = range(before.number + 1, after.number)
        if len(choice) == needed and all(o.low <= n <= o.high for o, n in zip(choice, numbers, strict=True)):
            for opening, number in zip(choice, numbers, strict=True):
                _number(entries[opening.place], opening, number, findings)
            return
    _report(entries, before, after, openings, findings)
    for opening in openings:
        entries[opening.place].doubtful = True


def _continue(entries: Sequence[Entry], last: Known, openings: Sequence[Opening], findings: Findings) -> None:
    """Number damaged markers behind the last known article as far as they allow the next number."""
    number = last.number
    for opening in openings:
        if opening.damaged and not opening.unknown and opening.low <= number + 1 <= opening.high:
            number += 1
            _number(entries[opening.place], opening, number, findings)


def _number(entry: Entry, opening: Opening, number: int, findings: Findings) -> None:
    printed = entry.words[: opening.end]
    entry.head = Head(Style.ARTICLE, number, opening.end, printed.rstrip(), inferred=True)
    confidence = Confidence.CERTAIN if opening.exact else Confidence.LIKELY
    findings.inferred(entry, printed, article_step(number), confidence)


def _report(
    entries: Sequence[Entry], before: Known, after: Known, openings: Sequence[Opening], findings: Findings
) -> None:
    first, last = article_step(before.number + 1), article_step(after.number - 1)
    lost = first if first == last else f"{first}至{last}"
    lines = "、".join(str(entries[o.place].line.first_line) for o in openings[:12])
    where = (
        f"其间有{len(openings)}个无编号段落（第{lines}行）可能是条文的开头，数目不合"
        if openings
        else "其间没有可能的段落"
    )
    findings.numbering(entries[after.place], f"{lost}的编号缺失，{where}；请对照原件，在相应段落前补上条号。")


def _openings(entries: Sequence[Entry], chain: set[int]) -> Iterator[Opening]:
    """Yield, in order, the lines that may start an article without a whole marker."""
    continued = _inside_lists(entries)
    for i, entry in enumerate(entries):
        if entry.quoted or i in chain or entry.head or entry.part_of_heading:
            continue
        if damaged := read_damaged(i, entry):
            yield damaged
        elif not continued[i] and not (i and entries[i - 1].opens_list) and _may_open(entry):
            yield Opening(i, 1, HIGHEST, 0, damaged=False)


def _may_open(entry: Entry) -> bool:
    return entry.marker is None and not entry.words.startswith(("（", "(", "）", ")"))


def _inside_lists(entries: Sequence[Entry]) -> list[bool]:
    """Return for each line whether the next marker behind it goes on with a list (its number is above one)."""
    inside, going_on = [False] * len(entries), False
    for i in range(len(entries) - 1, -1, -1):
        marker = entries[i].marker
        inside[i] = going_on
        if marker:
            going_on = marker.style > Style.ARTICLE and marker.number > 1
        elif read_damaged(i, entries[i]):
            going_on = False
    return inside
