"""The gazettes of the demo."""

from pathlib import Path

import click
from django.utils import timezone

import lingxing
from lingxing.cli.gazette.loop import each_gazette
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.services import import_gazette
from lingxing.kernel.actors import OPERATOR

EXAMPLES = Path(lingxing.__file__).parent / "examples"
_SUFFIXES = {".txt", ".html", ".htm", ".docx", ".pdf"}


def import_examples(folders: tuple[Path, ...]) -> bool:
    """Import the examples and what `folders` hold, those that are stored already unchanged; return whether all went
    well."""
    names = [str(path) for path in sorted(EXAMPLES.iterdir()) if path.suffix in _SUFFIXES]
    counts = {"new": 0, "same": 0}

    def store(gazette: Gazette) -> None:
        result = import_gazette(gazette, OPERATOR, timezone.now())
        counts["same" if result.unchanged else "new"] += 1

    sound = each_gazette([*names, *map(str, folders)], "导入公报", store)
    click.echo(f"公报：新导入 {counts['new']} 期，已有 {counts['same']} 期")
    return sound
