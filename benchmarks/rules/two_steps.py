"""The rule set that benchmarks of rules share, from its package and in plain decimals."""

from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rules.peers import LEVELS, PARAMETERS
from lingxing.language.definitions import Program
from lingxing.language.packages import load_folder

PACKAGES = Path(__file__).parent / "packages" / "sample"
LARGEST_FEN = 300_000_000


def load(name: str) -> Program:
    """Return the program of one of the packages."""
    return load_folder(PACKAGES / name).program()


def stays(count: int, seed: int = 1) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return expenses in fen, half of them above 12,000 CNY and one in ninety above 120,000, and levels as places."""
    chance = np.random.default_rng(seed)
    expenses = np.minimum(chance.lognormal(np.log(1_200_000), 1.0, count), LARGEST_FEN).astype(np.int64)
    return expenses, chance.integers(0, len(LEVELS), count)


def in_decimals(fen: int, place: int) -> tuple[int, int]:
    """Return both payments in fen, reckoned in decimals."""
    level, expenses = LEVELS[place], Decimal(fen) / 100
    rate = Decimal(str(PARAMETERS["rate"][level]))
    above = max(expenses - PARAMETERS["deductible"][level], Decimal(0))
    basic = min(_to_the_fen(above * rate), Decimal(PARAMETERS["basic_cap"]))
    rest, total = expenses - basic, Decimal(0)
    steps = PARAMETERS["shares"]
    for (first, share), end in zip(steps, [step[0] for step in steps[1:]] + [None], strict=True):
        part = (rest if end is None else min(rest, Decimal(end))) - first
        total += max(part, Decimal(0)) * Decimal(str(share))
    return int(basic * 100), int(min(_to_the_fen(total), Decimal(PARAMETERS["catastrophic_cap"])) * 100)


def _to_the_fen(amount: Decimal) -> Decimal:
    return ((amount * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR)) / 100
