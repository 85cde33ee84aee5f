"""What the extraction of tasks needs to know beyond the text."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Problem, Task
from lingxing.engines.documents.domain.organs.context import OrganContext


@dataclass(frozen=True, slots=True)
class TaskContext:
    """The gazette's organs, the document's date, and the title that citations of table rows start from.

    `preface` holds the paragraphs of the notice before the text, which may state rules for all its tasks.
    """

    organs: OrganContext
    day: dt.date | None = None
    title: str = ""
    preface: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TasksFound:
    """Tasks in printed order, and the unit names that no rule resolves."""

    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...] = ()
