"""Document numbers (发文字号) such as 咸政办发〔2024〕11号."""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = r"[〔\[（(【﹝「［{]", r"[〕\]）)】﹞」］}]"
_PREFIX = r"[\u4e00-\u9fff]{1,12}?"
_NUMBER = re.compile(
    rf"(?P<prefix>{_PREFIX})\s*{_OPEN}\s*(?P<year>\d{{4}})\s*{_CLOSE}\s*第?\s*(?P<sequence>\d{{1,5}})\s*号?"
)
_BARE = re.compile(rf"(?P<prefix>{_PREFIX})?\s*(?P<year>(?:19|20)\d{{2}})\s+(?P<sequence>\d{{1,5}})\s*号?")


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """Issuing mark, year and sequence: 咸政办发, 2024, 11."""

    prefix: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.sequence}号"

    @property
    def slug(self) -> str:
        """Return the number as it stands in addresses: 咸政办发-2024-11."""
        return f"{self.prefix}-{self.year}-{self.sequence}"


def parse_document_number(text: str) -> DocumentNumber | None:
    """Return the number that `text` as a whole prints, with any kind of bracket and spaces, or None.

    A query may leave the brackets out (2024 11, 咸政办发2024 11) or the issuing mark; the prefix is then empty.
    """
    squeezed = text.strip()
    found = _NUMBER.fullmatch(re.sub(r"\s+", "", squeezed)) or _BARE.fullmatch(squeezed)
    if not found:
        return None
    return DocumentNumber(found["prefix"] or "", int(found["year"]), int(found["sequence"]))
