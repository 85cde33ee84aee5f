"""An invented city's packages with a procedure, as if they were the installed ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lingxing.language.packages import discovery

PACKAGES = Path(__file__).parent / "packages"
MARKET = "yunmeng/market_2026"


@contextmanager
def installed(*more: Path) -> Iterator[None]:
    """Let the invented packages, and no others, be the installed ones: these, and those of other engines' folders."""
    sources = (source for folder in (PACKAGES, *more) for source in discovery.sources_below(folder))
    found = discovery.Catalogue({source.id: source for source in sources})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "catalogue", lambda: found)
        discovery._load.cache_clear()
        yield
    discovery._load.cache_clear()
