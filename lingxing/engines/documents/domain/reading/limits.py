"""How large a source may be. Beyond a bound a source is refused before it costs memory or time."""

from lingxing.kernel.errors import UnreadableSource

MEGABYTE = 1024 * 1024
MAX_BYTES = 64 * MEGABYTE
MAX_CHARACTERS = 32_000_000
MAX_LINES = 2_000_000
MAX_DEPTH = 250
MAX_TABLE_COLUMNS = 200
MAX_SPAN = 500
MAX_ARCHIVE_ENTRIES = 3_000
MAX_ARCHIVE_BYTES = 256 * MEGABYTE
MAX_ARCHIVE_RATIO = 200
RATIO_COUNTS_FROM = MEGABYTE
MAX_PART_BYTES = 128 * MEGABYTE
MAX_PAGES = 3_000
PDF_MEMORY_BYTES = 2_048 * MEGABYTE
PDF_SECONDS = 600


def too_large(name: str, what: str, found: int, allowed: int, remedy: str) -> UnreadableSource:
    """Return the refusal of a source that exceeds a bound; `what` names the measure in Chinese."""
    return UnreadableSource(f"{what}为{found:,}，超过上限{allowed:,}", where=name, remedy=remedy)
