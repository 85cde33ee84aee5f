"""Any document that the model allows, for property tests."""

import datetime as dt

from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import (
    Annex,
    Document,
    GazetteInfo,
    Instrument,
    Relation,
    RelationKind,
    Table,
    TableForm,
    Unit,
    UnitLevel,
    Validity,
)
from lingxing.engines.documents.exports.edition import Edition

texts = st.text(max_size=20)
dates = st.dates(dt.date(1949, 10, 1), dt.date(2100, 1, 1))
lines = st.integers(1, 50)


def _unit(children: st.SearchStrategy[list[Unit]]) -> st.SearchStrategy[Unit]:
    return st.builds(
        Unit,
        id=texts,
        level=st.sampled_from(UnitLevel),
        number=st.none(),
        marker=texts,
        heading=texts,
        text=texts,
        citation=texts,
        first_line=lines,
        last_line=lines,
        inferred=st.booleans(),
        children=children.map(tuple),
    )


units = st.recursive(_unit(st.just([])), lambda inner: _unit(st.lists(inner, max_size=3)), max_leaves=6)
unit_rows = st.lists(units, max_size=3).map(tuple)
cells = st.lists(texts, max_size=3).map(tuple)
tables = st.builds(
    Table,
    id=texts,
    title=texts,
    form=st.sampled_from(TableForm),
    header=cells,
    rows=st.lists(cells, max_size=3).map(tuple),
    first_line=lines,
    last_line=lines,
)
table_rows = st.lists(tables, max_size=2).map(tuple)
validities = st.builds(Validity, effective_on=st.none() | dates, expires_on=st.none() | dates)
instruments = st.builds(
    Instrument, id=texts, title=texts, kind=texts, units=unit_rows, tables=table_rows, validity=validities
)
annexes = st.builds(
    Annex, id=texts, label=texts, title=texts, included=st.booleans(), units=unit_rows, tables=table_rows
)
relations = st.builds(
    Relation, kind=st.sampled_from(RelationKind), title=texts, number=st.none() | texts, unit_id=texts, printed=texts
)
documents = st.builds(
    Document,
    title=texts,
    number=st.none() | texts | st.just("云政发〔2026〕1号"),
    issuer=st.none() | texts,
    date=st.none() | dates,
    date_printed=st.none() | texts,
    kind=texts,
    wrapper=st.none() | texts,
    recipients=st.none() | texts,
    public_note=st.none() | texts,
    notice=unit_rows,
    instruments=st.lists(instruments, max_size=2).map(tuple),
    annexes=st.lists(annexes, max_size=2).map(tuple),
    validity=validities,
    relations=st.lists(relations, max_size=2).map(tuple),
    tasks=st.just(()),
    problems=st.just(()),
    repairs=st.just(()),
    line_ranges=st.just(()),
)
gazettes = st.builds(
    GazetteInfo,
    name=st.none() | texts,
    year=st.none() | st.integers(1949, 2100),
    issue=st.none() | texts,
    published=st.none() | st.sampled_from(["2026-01", "2026-01-05", "2026年"]),
)
editions = st.builds(Edition, key=texts, document=documents, gazette=gazettes, url=texts, ended_on=st.none() | dates)
