"""A mailbox in a folder of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lingxing.engines.hotline.mailbox.letter import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Folder:
    """A mailbox in a folder: files ending in .eml, or the `new` of a Maildir; letters put away move to `taken`."""

    path: Path

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each letter, by name; of one that is too large nothing but its name."""
        place = self._place
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file.is_file() and not file.name.startswith("."):
                yield file.name, file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""

    def put_away(self, name: str) -> None:
        """Move the letter to the folder `taken`."""
        away = self.path / "taken"
        away.mkdir(exist_ok=True)
        (self._place / name).rename(away / name)

    @property
    def _place(self) -> Path:
        new = self.path / "new"
        return new if new.is_dir() else self.path
