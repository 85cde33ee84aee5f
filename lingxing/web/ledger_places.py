"""Places in the list of all acts, as they leave: sealed, since their numbers count what is not shown yet."""

from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.sealing import Unsealable

LONGEST_PLACE = 200
_CONTEXT = "ledger:place"


def written_place(key: int) -> str:
    """Return the place of an entry for others to give back: a text of its own each time."""
    return seal_text(str(key), _CONTEXT)


def read_place(text: str) -> int | None:
    """Return the key that `written_place` was given, None for an empty text. LingxingError for anything else."""
    if not text:
        return None
    try:
        return int(unseal_text(text[:LONGEST_PLACE], _CONTEXT))
    except Unsealable:
        raise LingxingError("翻页的位置无法识别", where="before", remedy="请从首页重新翻页") from None
