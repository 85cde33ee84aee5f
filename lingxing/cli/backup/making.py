"""Making a backup: one consistent state of the database, and the files that it speaks of."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lingxing import __version__
from lingxing.cli.backup import embedded, postgresql, uploads
from lingxing.cli.backup.archive import new_backup
from lingxing.kernel.errors import LingxingError


def make_backup(file: Path) -> None:
    """Write `file`, whole or not at all, while others read and write.

    LingxingError where it exists, can't be written, or there is nothing to back up.
    """
    migrations = sorted(MigrationRecorder(connection).applied_migrations())
    if not migrations:
        raise LingxingError("数据库里还没有表，没有可备份的内容", where="数据库", remedy="请先运行 lingxing migrate")
    database = settings.ENVIRONMENT.database
    with new_backup(file) as writer:
        sequences: dict[str, int] = {}
        if database.embedded:
            embedded.back_up(Path(database.name), writer)
        else:
            sequences = postgresql.back_up(writer)
        uploads.back_up(settings.UPLOAD_DIRECTORY, writer)
        writer.finish(database.engine, __version__, migrations, sequences)
