"""The health endpoint."""

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lingxing import __version__
from lingxing.engines.parties.access import public


@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """Return {"alive", "database", "migrated", "version"}; 503 until the database answers with every migration."""
    del request
    try:
        database, migrated = True, _migrated()
    except DatabaseError:
        database, migrated = False, False
    state = {"alive": True, "database": database, "migrated": migrated, "version": __version__}
    return JsonResponse(state, status=200 if migrated else 503, headers={"Cache-Control": "no-store"})


def _migrated() -> bool:
    """Return whether every migration of this version is applied; asks the database each time."""
    wanted = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return set(wanted) <= set(MigrationRecorder(connection).applied_migrations())
