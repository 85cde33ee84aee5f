"""What every export takes: a document with its address, its gazette and its state on a day."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Document, GazetteInfo
from lingxing.printing.characters import file_name as safe_name


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as it leaves the house.

    `key` is its place in addresses, `url` the absolute address of its page, `status` its state on the day `on` in
    Chinese, `ended_on` the last day in force as other documents (repeal, lapse) or its own validity set it,
    `taken_in_at` the moment this version came into the library.
    """

    key: str
    document: Document
    gazette: GazetteInfo
    url: str
    version: int = 1
    on: dt.date | None = None
    status: str = ""
    ended_on: dt.date | None = None
    taken_in_at: dt.datetime | None = None

    @property
    def effective_on(self) -> dt.date | None:
        """Return the first day in force, as the document or its first instrument that says so sets it."""
        candidates = (self.document.validity, *(i.validity for i in self.document.instruments))
        return next((v.effective_on for v in candidates if v.effective_on), None)


def file_name(edition: Edition, extension: str) -> str:
    """Return a file name such as 咸政办发〔2024〕11号 关于….pdf, without characters that file systems refuse."""
    document = edition.document
    name = " ".join(part for part in (document.number, document.title) if part) or edition.key
    return safe_name(name, extension, edition.key)
