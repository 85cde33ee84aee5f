"""What the lowering of one program holds: its cells, the columns it reads, and every node lowered so far."""

from collections.abc import Callable, Collection, Mapping
from copy import copy

from lingxing.engines.rules.domain.columns.cells import Cells
from lingxing.engines.rules.domain.columns.plan import NotInColumns
from lingxing.engines.rules.domain.columns.ratios import Ratios
from lingxing.engines.rules.domain.columns.values import Lowered, Values
from lingxing.language.definitions import Program, Setting
from lingxing.language.nodes import Node, Operation


class Context:
    """Lowers the nodes of one program, each once; below an increment once more, as of before the event.

    `now` and `earlier` are the two views of one program: with this event, and before it. `present` are the facts that
    the data have a column for; None stands for all that are not computed; `nullable` those that are not known on every
    row. Rows are events of the list `rows`, or subjects where it is "".
    """

    def __init__(
        self,
        program: Program,
        rules: "Mapping[Operation, Rule]",
        rows: str,
        present: Collection[str] | None,
        nullable: Collection[str],
        most_events: int,
    ) -> None:
        self.program = program
        self.rows = rows
        self.present = present
        self.nullable = nullable
        self.cells = Cells(most_events)
        self.ratios = Ratios(self.cells)
        self.values = Values(self.cells, self.ratios)
        self.is_earlier = False
        self._rules = rules
        self._lowered: dict[Node, Lowered] = {}
        self.now = self
        self.earlier = self._before()

    def _before(self) -> "Context":
        view = copy(self)
        view.is_earlier = True
        view._lowered = {}
        view.earlier = view
        return view

    def value(self, node: Node) -> Lowered:
        """Return the node's value in this view; NotInColumns says what columns can't express."""
        if node not in self._lowered:
            self._lowered[node] = self._rules[node.operation](self, node)
        return self._lowered[node]

    def arguments(self, node: Node) -> list[Lowered]:
        """Return the values of the node's arguments."""
        return [self.value(argument) for argument in node.arguments]

    def setting(self, name: str) -> Setting | None:
        """Return a parameter's value, None where it has none on the day; NotInColumns where one must be supplied."""
        setting = self.program.settings.get(name)
        if setting is None and self.program.parameters[name].supplied:
            raise NotInColumns(f"参数“{self.program.parameters[name].label}”须由使用单位提供", remedy="给出该参数的值")
        return setting


Rule = Callable[[Context, Node], Lowered]
"""Lowers one kind of node."""
