"""Bytes in, a source out: text (UTF-8, GB18030), HTML, DOCX and PDF, told apart by content."""

from lingxing.engines.documents.domain.reading.forms import Form, form_of
from lingxing.engines.documents.domain.reading.source import read_source

__all__ = ["Form", "form_of", "read_source"]
