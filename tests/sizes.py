"""How many rows, examples or rounds a test takes: what finds mistakes within minutes, or all that is claimed.

`make test-thorough` sets LINGXING_TEST_THOROUGH.
"""

import os

THOROUGH = os.environ.get("LINGXING_TEST_THOROUGH", "") not in {"", "no", "0"}


def sized(usual: int, thorough: int) -> int:
    """Return how many to take."""
    return thorough if THOROUGH else usual
