"""catalogue.yaml, `assessments`: how a document assesses units over a year."""

import itertools
from collections.abc import Mapping

from lingxing.kernel.exact import Exact
from lingxing.language.assessments import Assessment, Counted, Deduction, Empty, Measure, Rank, ShareOf, Ties
from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import named, word, words

_KEYS = (
    *("label", "article", "full", "decimals", "fewest", "measures", "deductions", "ranks"),
    *("ties", "breaks", "empty"),
)
_MOST_DECIMALS = 4


def read_assessments(item: Item | None) -> Mapping[str, Assessment]:
    """Return the definitions by name, from the value of `assessments`; none where it is absent.

    WrongPackage says what is wrong, where, and what to do.
    """
    return {name: _assessment(name, entry) for name, entry in named(item)}


def _assessment(name: str, item: Item) -> Assessment:
    section = item.section(_KEYS)
    measures = {key: _measure(key, entry) for key, entry in named(section.item("measures"))}
    deductions = {key: _deduction(key, entry) for key, entry in named(section.get("deductions"), frozenset(measures))}
    return Assessment(
        name=name,
        label=section.text("label"),
        full=_full(section, measures),
        measures=measures,
        deductions=deductions,
        ranks=_ranks(section),
        ties=Ties(word(section, "ties", tuple(Ties), Ties.SHARED)),
        empty=Empty(word(section, "empty", tuple(Empty), Empty.SPREAD)),
        breaks=words(section, "breaks", (*measures, *deductions)),
        fewest=_whole(section, "fewest", 1, 1000),
        decimals=_whole(section, "decimals", 2, _MOST_DECIMALS),
        article=article(section, required=False),
        where=item.where,
    )


def _measure(name: str, item: Item) -> Measure:
    section = item.section(("label", "article", "share", "weight"))
    share = ShareOf(word(section, "share", tuple(ShareOf)))
    weight = _marks(section, "weight")
    return Measure(name, section.text("label"), share, weight, article(section, required=False))


def _deduction(name: str, item: Item) -> Deduction:
    section = item.section(("label", "article", "counts", "each", "most"))
    counts = Counted(word(section, "counts", tuple(Counted)))
    each = _marks(section, "each")
    most = _marks(section, "most") if "most" in section else None
    if most is not None and most < each:
        raise section.item("most").wrong("is less than what one costs", "write at least the value of each")
    return Deduction(name, section.text("label"), counts, each, most, article(section, required=False))


def _full(section: Section, measures: Mapping[str, Measure]) -> Exact:
    full = _marks(section, "full")
    total = sum(measure.weight for measure in measures.values())
    if total != full:
        told = f"the weights add up to {total}, not to {full}"
        raise section.item("measures").wrong(told, "let the weights add up to full")
    return full


def _ranks(section: Section) -> tuple[Rank, ...]:
    item = section.item("ranks")
    ranks = tuple(_rank(member) for member in item.list())
    if not ranks or ranks[-1].at_least != 0:
        raise item.wrong("the last rank does not begin at 0", "add the rank of whoever reaches no other: at_least: 0")
    for above, below in itertools.pairwise(ranks):
        if below.at_least >= above.at_least:
            raise item.wrong("the ranks do not fall", "write them from the best down")
    return ranks


def _rank(item: Item) -> Rank:
    section = item.section(("label", "at_least"))
    value = section.item("at_least").number()
    if value < 0:
        raise section.item("at_least").wrong("is below 0", "write 0 or more")
    return Rank(section.text("label"), value)


def _marks(section: Section, key: str) -> Exact:
    value = section.item(key).number()
    if value <= 0:
        raise section.item(key).wrong("is not above 0", "write marks above 0, or leave the entry away")
    return value


def _whole(section: Section, key: str, default: int, most: int) -> int:
    item = section.get(key)
    value = default if item is None else item.number()
    if not isinstance(value, int) or not 0 <= value <= most:
        raise section.item(key).wrong(f"is no whole number from 0 to {most}")
    return value
