"""Units of quantities: what may be added, and what a product is measured in.

A unit is written `CNY`, `CNY/m2`, `m3`, `share`, or with its occasion: `CNY per year`, `CNY/bed per month`.
The part before `per` is reckoned with; the occasion is shown to people and told apart by nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lingxing.kernel.exact import Exact

BASE_LABELS: Mapping[str, str] = {
    "CNY": "元",
    "m": "米",
    "m2": "平方米",
    "m3": "立方米",
    "mu": "亩",
    "km": "公里",
    "kg": "公斤",
    "t": "吨",
    "kW": "千瓦",
    "day": "天",
    "hour": "小时",
    "month": "个月",
    "year": "年",
    "person": "人",
    "household": "户",
    "firm": "家",
    "bed": "张",
    "place": "个位",
    "point": "分",
    "time": "次",
    "piece": "个",
    "vehicle": "辆",
    "room": "间",
    "case": "件",
    "rank": "名",
    "level": "级",
}
OCCASION_LABELS: Mapping[str, str] = {
    **{name: BASE_LABELS[name] for name in ("day", "person", "household", "firm", "bed", "vehicle", "time", "case")},
    "month": "月",
    "year": "年",
    "stay": "次住院",
    "visit": "次就诊",
    "project": "个项目",
    "place": "个位",
    "violation": "次违法",
}
_PLAIN = {"share", "ratio"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units: (name, power) by name. `share` is shown in percent; `occasion` is only shown."""

    powers: tuple[tuple[str, int], ...] = ()
    occasion: str = ""
    share: bool = False

    def __mul__(self, other: "Unit") -> "Unit":
        return self._combined(other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._combined(other, -1)

    def _combined(self, other: "Unit", sign: int) -> "Unit":
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def fits(self, other: "Unit") -> bool:
        """Return whether values of both units may be added and compared."""
        return self.powers == other.powers

    @property
    def base(self) -> int | None:
        """Return the power of money in the unit; None where there is none."""
        return dict(self.powers).get("CNY")

    @property
    def scale(self) -> Exact:
        """Return what one of the unit is in base units: 100 for CNY, 1/100 for what is paid by the yuan, else 1."""
        power = self.base or 0
        return 100**power if power >= 0 else Fraction(1, 100**-power)

    @property
    def label(self) -> str:
        """Return the unit as people write it: 元/年, 平方米, %, or nothing for a plain number."""
        above = "·".join(BASE_LABELS[name] + _power(power) for name, power in self.powers if power > 0)
        below = "".join("/" + _below(name) + _power(-power) for name, power in self.powers if power < 0)
        occasion = f"/{OCCASION_LABELS[self.occasion]}" if self.occasion else ""
        return f"{above or ('%' if self.share else '')}{below}{occasion}"

    def __str__(self) -> str:
        """Return the unit as it is written in a package."""
        above = "/".join(["*".join(n for n, p in self.powers for _ in range(p)), *_repeated(self.powers)]).lstrip("/")
        return (above or ("share" if self.share else "ratio")) + (f" per {self.occasion}" if self.occasion else "")


def _below(name: str) -> str:
    return OCCASION_LABELS.get(name, BASE_LABELS[name])


def _power(power: int) -> str:
    return "" if power == 1 else f"^{power}"


def _repeated(powers: tuple[tuple[str, int], ...]) -> list[str]:
    return [name for name, power in powers for _ in range(-power)]


SHARE = Unit(share=True)
PLAIN = Unit()
CNY = Unit((("CNY", 1),))
DAY = Unit((("day", 1),))
MONTH = Unit((("month", 1),))
YEAR = Unit((("year", 1),))


def parse_unit(text: str) -> Unit:
    """Return the unit that `text` writes. ValueError, in English, names the word that is no unit."""
    product, _, occasion = text.strip().partition(" per ")
    if occasion and occasion not in OCCASION_LABELS:
        raise ValueError(f"{occasion!r} is no occasion; known are {', '.join(sorted(OCCASION_LABELS))}")
    if product in _PLAIN:
        return Unit(occasion=occasion, share=product == "share")
    numerator, *denominators = product.split("/")
    unit = Unit()
    for name in numerator.split("*"):
        unit = unit * _base(name)
    for name in denominators:
        unit = unit / _base(name)
    return Unit(unit.powers, occasion)


def _base(name: str) -> Unit:
    if name not in BASE_LABELS:
        raise ValueError(f"{name!r} is no unit; known are share, ratio, {', '.join(sorted(BASE_LABELS))}")
    return Unit(((name, 1),))
