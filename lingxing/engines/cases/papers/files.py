"""Issued papers as files, printed from what was sealed at issue and from nothing else."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from lingxing.engines.cases.models import IssuedDocument
from lingxing.engines.cases.papers.composing import compose
from lingxing.engines.cases.papers.values import context_of, digest_of
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.kernel.errors import LingxingError
from lingxing.printing.characters import file_name
from lingxing.printing.official_pdf import official_pdf
from lingxing.printing.official_word import official_docx
from lingxing.printing.paper import Paper


def print_pdf(issued: IssuedDocument) -> bytes:
    """Return the paper as PDF/A. The same paper always gives the same bytes, as long as the fonts and the site's
    address stay the same. LingxingError where the stored content is not the one that was issued."""
    fonts: Path | None = settings.FONT_DIRECTORY
    return official_pdf(paper_of(issued), (fonts,) if fonts else ())


def print_docx(issued: IssuedDocument) -> bytes:
    """Return the paper as DOCX; as `print_pdf` else."""
    return official_docx(paper_of(issued))


def paper_of(issued: IssuedDocument) -> Paper:
    """Return the paper ready to be set. LingxingError where the stored content is not the one that was issued."""
    return compose(settled_values(issued), issued.issued_at, issued.digest, verify_address(issued.code))


def settled_values(issued: IssuedDocument) -> Mapping[str, str]:
    """Return what the paper says, as settled at issue. LingxingError where it no longer has the digest of then."""
    values: dict[str, str] = json.loads(unseal_text(issued.sealed, context_of(issued.pk)))
    if digest_of(values) != issued.digest:
        remedy = "请管理员运行 lingxing ledger check，用备份恢复"
        raise LingxingError("存下的内容与签发时的摘要不符，不能打印", where=issued.number, remedy=remedy)
    return values


def verify_address(code: str) -> str:
    """Return the absolute address at which a paper is verified: what its printed code leads to."""
    return f"{settings.PUBLIC_ORIGIN}/verify/{quote(code)}"


def paper_name(issued: IssuedDocument, extension: str) -> str:
    """Return the name of the file: number and kind."""
    return file_name(f"{issued.number} {settled_values(issued)['title']}", extension, str(issued.pk))
