"""Assembly: a document's parts put together with units, tables, metadata, relations and tasks."""

from lingxing.engines.documents.domain.assembly.document import assemble
from lingxing.engines.documents.domain.assembly.surroundings import Surroundings

__all__ = ["Surroundings", "assemble"]
