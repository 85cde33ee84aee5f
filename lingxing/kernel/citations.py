"""Citations: how a place in a document is named."""

from dataclasses import dataclass

from lingxing.kernel.numerals import format_numeral

_INNER_MARKS = str.maketrans("《》", "〈〉")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document: its title and the steps down to the unit, outermost first."""

    title: str
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return 《…》第二十条第一款第（一）项, or 《…》三（二）4 for outlines.

        Title marks inside the title become 〈〉, as GB/T 15834 asks.
        """
        return f"《{self.title.translate(_INNER_MARKS)}》{self.place}" if self.title else self.place

    @property
    def place(self) -> str:
        """Return the steps alone, without the title."""
        return "".join(self.steps)


def article_step(number: int, inserted: int = 0) -> str:
    """Return 第二十条, or 第二十条之一 for an article inserted later."""
    return f"第{format_numeral(number)}条" + (f"之{format_numeral(inserted)}" if inserted else "")


def paragraph_step(number: int) -> str:
    """Return 第一款: paragraphs carry no marker and are counted."""
    return f"第{format_numeral(number)}款"


def item_step(number: int) -> str:
    """Return 第（一）项."""
    return f"第（{format_numeral(number)}）项"


def subitem_step(number: int) -> str:
    """Return 第1目."""
    return f"第{number}目"
