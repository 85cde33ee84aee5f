"""From lines to units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lingxing.engines.documents.domain.model import Line, Problem, Repair, Unit
from lingxing.engines.documents.domain.structure.articles import article_runs, decide_articles, printed_articles
from lingxing.engines.documents.domain.structure.contents import silence_contents
from lingxing.engines.documents.domain.structure.decimals import decide_decimals
from lingxing.engines.documents.domain.structure.divisions import decide_divisions, question_last_chapter
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, read_entries
from lingxing.engines.documents.domain.structure.list_styles import style_order
from lingxing.engines.documents.domain.structure.lists import ListReader
from lingxing.engines.documents.domain.structure.markers import Marker, Style
from lingxing.engines.documents.domain.structure.naming import Namer
from lingxing.engines.documents.domain.structure.nodes import grow_tree
from lingxing.engines.documents.domain.structure.walking import walk

_BROKEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9，、《]")
_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Structure:
    """The units of a text, the markers given by position, and what a person has to decide."""

    units: tuple[Unit, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


def build_units(lines: Sequence[Line], title: str, prefix: str) -> Structure:
    """Return the structure of a text whose lines are whole paragraphs, without its title line.

    `title` is what citations name, `prefix` what ids start with (`inst_2__`, or nothing). Articles (条) hold their
    paragraphs (款) as children and no text of their own; a 款 that may be a lost article is `inferred`. A unit of an
    outline holds its paragraphs as text, one a line. Marker, heading and text together are every character of the
    lines, in order, white space apart. Never raises; repairs and problems are in order of finding.
    """
    entries, findings = read_entries(lines), Findings()
    silence_contents(entries)
    decide_divisions(entries, findings)
    for run in article_runs(entries, findings):
        if chain := printed_articles(run):
            decide_articles(run, chain, findings)
    question_last_chapter(entries, findings)
    decide_decimals(entries)
    order = style_order(entries)
    ListReader(entries, order, findings).read()
    _mark_lists(entries)
    _mark_broken_lines(entries, findings)
    joined = f"{prefix}__" if prefix and not prefix.endswith("__") else prefix
    units = Namer(title, joined).units(grow_tree(entries, order))
    return Structure(units, tuple(findings.repairs), _placed(findings.problems, units))


def _mark_broken_lines(entries: Sequence[Entry], findings: Findings) -> None:
    """Mark references (第五条规定的…) that a broken line put at a line's start: they go on with the line above."""
    for above, entry in pairwise(entries):
        if entry.marker and not entry.head and _BROKEN.search(above.words[-1:]) and _is_sentence(above, entry.marker):
            entry.continues = True
            findings.joined(entry, above)


def _is_sentence(above: Entry, marker: Marker) -> bool:
    """Whether the line above is a sentence that breaks off, and no title."""
    if above.is_title or (above.head and above.head.style < Style.ARTICLE):
        return False
    return marker.style is Style.ARTICLE or (len(above.words) >= _SENTENCE and "，" in above.words)


def _placed(problems: Sequence[Problem], units: Sequence[Unit]) -> tuple[Problem, ...]:
    """Return the problems with the innermost unit that starts on their line."""
    starts = {unit.first_line: unit.id for unit in walk(units)}
    return tuple(replace(problem, unit_id=starts.get(problem.line or 0, "")) for problem in problems)


def _mark_lists(entries: Sequence[Entry]) -> None:
    """Mark the lines behind which a list goes on with a number above one."""
    going_on = False
    for entry in reversed(entries):
        entry.within_list = going_on
        if entry.head:
            going_on = entry.head.style > Style.ARTICLE and entry.head.number > 1
