"""All tasks of a text: from its responsibilities, its task tables and its goals."""

from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Table, Unit
from lingxing.engines.documents.domain.organs.context import organs_on
from lingxing.engines.documents.domain.tasks.assigning import Assigner
from lingxing.engines.documents.domain.tasks.context import TaskContext, TasksFound
from lingxing.engines.documents.domain.tasks.goals import goal_tasks
from lingxing.engines.documents.domain.tasks.plan_tasks import PlanReader
from lingxing.engines.documents.domain.tasks.scopes import build_scopes
from lingxing.engines.documents.domain.tasks.task_tables import table_tasks


def extract_tasks(units: Sequence[Unit], tables: Sequence[Table], context: TaskContext) -> TasksFound:
    """Return the tasks that a text and its tables set, and a problem for every unit name that stays unresolved.

    Order: the text's responsibilities, its goals, then the tables, each as printed. Ids are built from the ids of units
    and tables and are unique where those are.
    """
    assigner = Assigner(organs_on(context.organs, context.day))
    scopes = build_scopes(units)
    tasks = PlanReader(context, assigner).read(scopes)
    tasks += goal_tasks(scopes, context, {task.unit_id for task in tasks})
    for table in tables:
        tasks += table_tasks(table, context, assigner)
    return TasksFound(tuple(tasks), tuple(assigner.problems))
