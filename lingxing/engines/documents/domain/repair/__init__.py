"""Repairs: from raw lines to clean ones, and from broken sentences to whole ones."""

from lingxing.engines.documents.domain.repair.cleaning import Cleaned, clean_lines
from lingxing.engines.documents.domain.repair.joining import Joined, join_lines

__all__ = ["Cleaned", "Joined", "clean_lines", "join_lines"]
