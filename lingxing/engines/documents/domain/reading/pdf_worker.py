"""The process that lays a PDF out: the file on standard input, JSON on standard output."""

import json
import resource
import sys

from lingxing.engines.documents.domain.reading.pdf_pages import lay_out


def main(memory: int, seconds: int) -> None:
    """Answer with the lines or the refusal of the PDF on standard input, within `memory` bytes and CPU `seconds`."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    json.dump(lay_out(sys.stdin.buffer.read()), sys.stdout)
