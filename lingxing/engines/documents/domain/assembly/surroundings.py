"""What a document takes from its gazette, and what comes up while it is put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Line, Problem, Repair
from lingxing.engines.documents.domain.organs.context import OrganContext


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place and its organs, the level that damaged titles leave out, and the raw lines by number.

    `lossy` says that the source lost characters.
    """

    place: str | None
    level: str | None
    organs: OrganContext
    raw: Mapping[int, str]
    lossy: bool

    def printed(self, line: Line) -> str:
        """Return the line as it stands in the source."""
        return self.raw.get(line.first_line, line.text).strip()


@dataclass(slots=True)
class Notes:
    """Repairs and problems in order of finding."""

    lossy: bool
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
