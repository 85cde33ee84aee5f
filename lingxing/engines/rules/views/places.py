"""Articles as links."""

from dataclasses import dataclass

from lingxing.engines.rules.citations import Citations


@dataclass(frozen=True, slots=True)
class Place:
    """An article; `address` is empty where the library does not hold its document."""

    article: str
    address: str


def place(article: str, citations: Citations) -> Place:
    """Return the article with the address of its text."""
    return Place(article, citations.address(article))
