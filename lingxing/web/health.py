"""The health endpoint."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lingxing import __version__
from lingxing.engines.parties.access import public


@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """Return {"alive", "database", "migrated", "version"}; 503 until the database answers with every migration."""
    del request
    database, migrated = True, False
    try:
        executor = MigrationExecutor(connection)
        migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        database = False
    ready = database and migrated
    state = {"alive": True, "database": database, "migrated": migrated, "version": __version__}
    return JsonResponse(state, status=200 if ready else 503, headers={"Cache-Control": "no-store"})
