"""Which column of a file stands for which fact, and which columns are only carried along."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Input, Plan
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import FactKind


class WrongColumns(LingxingError):
    """A file whose columns don't fit the package's facts."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file's columns are used, all by name."""

    inputs: tuple[Input, ...]
    """Facts that have a column."""
    absent: tuple[Input, ...]
    """Facts without a column, taken at their defaults."""
    kept: tuple[str, ...]
    """Columns copied to the results."""
    by: str | None
    """The column that the results are broken down by."""
    subject: bool
    """Whether the rows are events and the column `subject` tells whose."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the columns that hold names of choices."""
        return tuple(given.name for given in self.inputs if given.kind is FactKind.CHOICE)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column to be read."""
        names = [SUBJECT] if self.subject else []
        names += [*(given.name for given in self.inputs), *self.kept, *([self.by] if self.by else [])]
        return tuple(dict.fromkeys(names))


def lay_out(plan: Plan, facts: Mapping[str, str], schema: pa.Schema, by: str | None, keep: Sequence[str]) -> Layout:
    """Return how the columns are used; `facts` are all facts of the package with their labels.

    Facts that no result needs are left unread. Columns named `id`, ending in `_id`, or named in `keep` are carried
    along. Any other column that is no fact is refused: it may be a fact with a slip in its name, whose default would
    be taken without a word.
    """
    names = schema.names
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise WrongColumns(f"列名重复：{'、'.join(doubled)}", remedy="请让每列的名称只出现一次")
    carried = [name for name in names if name not in facts and (name in keep or _is_identifier(name))]
    subject = (SUBJECT,) if plan.rows else ()
    _refuse_unknown(facts, [name for name in names if name not in {*facts, *carried, *subject, by}])
    _refuse_missing(plan, names, [*subject, *keep, *([by] if by else [])])
    given = tuple(fact for fact in plan.inputs if fact.name in names)
    _refuse_types(given, schema)
    absent = tuple(fact for fact in plan.inputs if fact.name not in names)
    kept = (*subject, *(name for name in names if name in carried or (name in keep and name in facts)))
    return Layout(given, absent, kept, by, bool(plan.rows))


def _is_identifier(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _refuse_unknown(facts: Mapping[str, str], unknown: Sequence[str]) -> None:
    if not unknown:
        return
    hints = []
    for name in unknown:
        near = difflib.get_close_matches(name, facts, 1)
        hints.append(f"{name}（是不是{near[0]}？）" if near else name)
    listed = "、".join(f"{name}（{label}）" for name, label in facts.items())
    raise WrongColumns(
        f"有{len(unknown)}列不是本政策的事实：{'、'.join(hints)}",
        remedy=f"请改名或删去；要带到结果里的列请以_id结尾，或用--keep写出。事实有：{listed}",
    )


def _refuse_missing(plan: Plan, names: Sequence[str], others: Sequence[str]) -> None:
    missing = [
        f"{fact.name}（{fact.label}）" for fact in plan.inputs if fact.name not in names and fact.default is None
    ]
    missing += [name for name in others if name not in names]
    if not missing:
        return
    remedy = "真不知道的事实可以留一列空格；用 lingxing rules sample 可以生成一份列齐全的样例"
    if SUBJECT in missing:
        remedy = f"一行是一次事件时，{SUBJECT}列用整数写明是谁的；{remedy}"
    raise WrongColumns(f"缺少{len(missing)}列：{'、'.join(missing)}", remedy=remedy)


def _refuse_types(facts: Sequence[Input], schema: pa.Schema) -> None:
    wrong = [reason for fact in facts if (reason := _misfit(fact, schema.field(fact.name).type))]
    if wrong:
        raise WrongColumns("；".join(wrong), remedy="请按上面的要求转换列的类型后重新导出")


def _misfit(fact: Input, kind: pa.DataType) -> str | None:
    """Return why a column of that type can't stand for the fact, None where it can."""
    name = f"{fact.name}（{fact.label}）"
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_null(plain):
        return None
    if fact.kind is FactKind.CHOICE:
        return f"{name}要写选项的名称（字符串），不是{kind}"
    if fact.kind is FactKind.DATE:
        return None if pa.types.is_date32(plain) else f"{name}要用日期（date32），不是{kind}"
    if fact.kind is FactKind.BOOL:
        return None if pa.types.is_boolean(plain) else f"{name}要用布尔值，不是{kind}"
    return _numeric_misfit(fact, name, plain)


def _numeric_misfit(fact: Input, name: str, kind: pa.DataType) -> str | None:
    if pa.types.is_decimal(kind):
        return None
    if pa.types.is_floating(kind):
        return (
            f"{name}是二进制小数（{kind}），存不准{fact.decimals}位小数，差一分也是错："
            f"请从源头按DECIMAL(18,{fact.decimals})导出"
        )
    if not pa.types.is_integer(kind):
        return f"{name}要用数字，不是{kind}"
    if fact.kind is FactKind.MONEY:
        return f"{name}是整数列，看不出是元还是分：请以元为单位按DECIMAL(18,{fact.decimals})导出"
    return None
