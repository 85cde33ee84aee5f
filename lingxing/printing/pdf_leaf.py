"""A leaf of a bound volume: what is drawn on one sheet, and how it is fitted."""

from dataclasses import dataclass

from pypdf.generic import IndirectObject

from lingxing.kernel.errors import LingxingError

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


class Unbindable(LingxingError):
    """A file whose pages cannot be bound."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is drawn on one sheet: its width and height in points, and each drawn object with where it lies in them."""

    width: float
    height: float
    drawn: tuple[tuple[IndirectObject, Matrix], ...]
    grows: bool = False
    """Whether it may be drawn larger than it is: a picture has no size of its own."""

    @property
    def wide(self) -> bool:
        """Return whether it lies better on a sheet turned sideways."""
        return self.width > self.height


def drawing(leaf: Leaf, frame: Box) -> bytes:
    """Return what draws the leaf's objects /P0, /P1, … in the middle of a frame (left, low, width, height)."""
    left, low, width, height = frame
    scale = min(width / leaf.width, height / leaf.height, *(() if leaf.grows else (1.0,)))
    across, up = left + (width - leaf.width * scale) / 2, low + (height - leaf.height * scale) / 2
    lines = [f"q {_numbers((scale, 0, 0, scale, across, up))} cm"]
    lines += [f"q {_numbers(lie)} cm /P{place} Do Q" for place, (_, lie) in enumerate(leaf.drawn)]
    return "\n".join([*lines, "Q"]).encode()


def _numbers(matrix: Matrix) -> str:
    return " ".join(f"{one:.5f}" for one in matrix)
