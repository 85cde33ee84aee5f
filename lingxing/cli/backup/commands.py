"""The two commands."""

from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lingxing.cli.backup import embedded, postgresql, uploads
from lingxing.cli.backup.archive import Manifest, Reader, open_backup
from lingxing.cli.backup.making import make_backup
from lingxing.cli.migrate import migrate_tables
from lingxing.kernel.errors import LingxingError

# Tables that tell an installation in use from one that has only been set up.
_IN_USE = ("parties_account", "ledger_ledgerentry")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """在线备份到 FILE：一个时刻的完整状态，带清单与摘要；服务不必停。"""
    make_backup(file)
    click.echo(f"已备份到 {file}（{file.stat().st_size / 1024 / 1024:.1f} MB）")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="覆盖已有数据。")
def restore(file: Path, force: bool) -> None:  # noqa: FBT001
    """从 FILE 恢复。先核对摘要和台账再替换；已有数据时须加 --force。"""
    with open_backup(file) as reader:
        refuse_unfit(reader.manifest)
        if in_use() and not force:
            raise LingxingError("数据库里已有数据，没有覆盖", where="数据库", remedy="确要覆盖时请先备份，再加 --force")
        reader.check()
        uploads.restore(reader, settings.UPLOAD_DIRECTORY)
        _restore(reader)
    migrate_tables()
    click.echo(f"已恢复到 {reader.manifest.made_at} 的状态；台账完好")


def refuse_unfit(manifest: Manifest) -> None:
    """Raise LingxingError where this program or database can't take the backup."""
    engine = settings.ENVIRONMENT.database.engine
    if manifest.database != engine:
        what = f"备份来自 {manifest.database}，当前数据库是 {engine}"
        raise LingxingError(what, where="LINGXING_DATABASE", remedy="请恢复到同一种数据库")
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if foreign := sorted(set(manifest.migrations) - known):
        what = f"备份由更新的版本 {manifest.version} 制作（{foreign[0][0]}.{foreign[0][1]}）"
        raise LingxingError(what, where="备份", remedy="请用该版本或更新的版本恢复")


def in_use() -> bool:
    """Return whether the database holds accounts or acts."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in _IN_USE:
            if table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    return True
    return False


def _restore(reader: Reader) -> None:
    database = settings.ENVIRONMENT.database
    if database.embedded:
        connection.close()
        embedded.restore(reader, Path(database.name))
    else:
        postgresql.restore(reader)
