"""Splitting: a gazette's clean lines cut into documents, notices, instruments and annexes."""

from lingxing.engines.documents.domain.splitting.parts import (
    AnnexPart,
    DocumentHead,
    DocumentParts,
    InstrumentPart,
    SplitGazette,
)
from lingxing.engines.documents.domain.splitting.splitter import split, with_title

__all__ = ["AnnexPart", "DocumentHead", "DocumentParts", "InstrumentPart", "SplitGazette", "split", "with_title"]
