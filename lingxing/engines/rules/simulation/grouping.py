"""The groups that results are broken down by: a column's values as small numbers, in the order in which they come."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lingxing.kernel.errors import LingxingError

MOST_GROUPS = 500
_EMPTY = "（空）"


class TooManyGroups(LingxingError):
    """A column with too many values to break results down by."""


@dataclass(slots=True)
class Groups:
    """The groups seen so far. Without a column everything is in one group."""

    column: str | None
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of the column's values, where they are choices."""
    _codes: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the groups' names in the order of their numbers; none without a column."""
        return tuple(self.labels.get(name, name) for name in self._codes)

    @property
    def count(self) -> int:
        """Return how many numbers there are, at least 1."""
        return max(len(self._codes), 1)

    def numbers(self, carried: Mapping[str, pa.Array]) -> np.ndarray | None:
        """Return each row's group, None where there is no column. TooManyGroups where it has too many values."""
        if self.column is None:
            return None
        array = carried[self.column]
        coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        if len(coded.dictionary) > MOST_GROUPS:
            coded = coded.dictionary_decode().dictionary_encode()
        words = [_EMPTY if value is None else _written(value) for value in coded.dictionary.to_pylist()]
        places = np.asarray(pc.fill_null(coded.indices.cast(pa.int64()), len(words)))
        used = np.zeros(len(words) + 1, np.bool_)
        used[places] = True
        table = np.zeros(len(words) + 1, np.int64)
        for place in np.flatnonzero(used).tolist():
            table[place] = self._code([*words, _EMPTY][place])
        numbers: np.ndarray = table[places]
        return numbers

    def _code(self, word: str) -> int:
        code = self._codes.setdefault(word, len(self._codes))
        if code >= MOST_GROUPS:
            raise TooManyGroups(
                f"{self.column}列有{MOST_GROUPS}种以上的值，不能按它分组",
                where="--by",
                remedy="请换一列，或先把数值归并成几档",
            )
        return code


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
