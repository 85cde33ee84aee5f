"""The daily backup beside the server (咸政规〔2024〕2号, art. 32 no. 4): one file a day, the oldest dropped."""

import datetime as dt
import logging
import re
from pathlib import Path

from lingxing.cli.backup.making import make_backup
from lingxing.kernel.dates import SHANGHAI

HOUR = 2
"""From this hour of the day on in Shanghai the day's backup is made: at night, or once the server runs again."""
_AGAIN = dt.timedelta(hours=1)
_NAME = re.compile(r"lingxing-\d{4}-\d{2}-\d{2}\.zip")
_log = logging.getLogger("lingxing.backup")


class DailyBackup:
    """Makes the backups of a folder and keeps the newest `keep`; none where that is 0."""

    def __init__(self, folder: Path, keep: int) -> None:
        self._folder, self._keep = folder, keep
        self._not_before: dt.datetime | None = None

    def run(self, at: dt.datetime) -> Path | None:
        """Make the day's backup where it is due and return its file.

        One that fails is logged and tried again after an hour: nothing else waits for it.
        """
        file = self._folder / f"lingxing-{at.astimezone(SHANGHAI).date():%Y-%m-%d}.zip"
        if not self._is_due(file, at):
            return None
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            make_backup(file)
        except Exception:  # whatever it was, the sweep goes on and the next hour may do better
            self._not_before = at + _AGAIN
            _log.exception("the daily backup failed", extra={"file": str(file)})
            return None
        _log.info("backed up", extra={"file": str(file), "bytes": file.stat().st_size})
        self._drop_old()
        return file

    def _is_due(self, file: Path, at: dt.datetime) -> bool:
        waits = self._not_before is not None and at < self._not_before
        return self._keep > 0 and not waits and at.astimezone(SHANGHAI).hour >= HOUR and not file.exists()

    def _drop_old(self) -> None:
        """Drop the oldest of our own files; others in the folder are nobody's to touch."""
        ours = sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        for path in ours[: -self._keep]:
            path.unlink(missing_ok=True)
