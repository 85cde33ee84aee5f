"""The process that lays a PDF out: the file on standard input, JSON on standard output."""

import json
import resource
import sys

from lingxing.engines.documents.domain.reading.limits import PDF_MEMORY_BYTES, PDF_SECONDS
from lingxing.engines.documents.domain.reading.pdf_pages import lay_out


def main() -> None:
    """Bound this process, then answer with the lines or the refusal of the PDF on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY_BYTES, PDF_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
    json.dump(lay_out(sys.stdin.buffer.read()), sys.stdout)
