"""Small makers of Akoma Ntoso elements."""

import re
from collections.abc import Iterable, Mapping
from typing import cast

from lxml import etree

from lingxing.printing.characters import writable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_PREFIXES = cast("Mapping[str, str]", {None: NAMESPACE})
_SPACE = re.compile(r"\s+")


def element(tag: str, /, *children: etree._Element, text: str = "", **attributes: str | None) -> etree._Element:
    """Return the element with its text, children and those attributes that are not None."""
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_PREFIXES)
    for key, value in attributes.items():
        if value is not None:
            made.set(key, writable(value))
    if text:
        made.text = writable(text)
    made.extend(children)
    return made


def paragraphs(text: str) -> list[etree._Element]:
    """Return one `p` for each line of `text`, none for an empty text."""
    return [element("p", text=line.strip()) for line in text.splitlines() if line.strip()]


class Names:
    """Gives out eIds, each only once in the document."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._used = set(reserved)

    def take(self, wanted: str) -> str:
        """Return `wanted` without white space, with a counter behind where it is taken."""
        base = _SPACE.sub("_", writable(wanted)) or "unit"
        name, counter = base, 1
        while name in self._used:
            counter += 1
            name = f"{base}__{counter}"
        self._used.add(name)
        return name
