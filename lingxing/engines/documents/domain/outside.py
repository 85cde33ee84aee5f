"""What a gazette holds outside its documents."""

from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Repair


@dataclass(frozen=True, slots=True)
class Outside:
    """The contents page's lines and the repairs outside any document."""

    contents: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
