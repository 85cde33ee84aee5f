"""Small DOCX files, written part by part."""

import io
import zipfile
from collections.abc import Mapping

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with this body; other parts of word/ by name (numbering, styles)."""
    files = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    files |= {f"word/{name}.xml": f"<w:{name} {_NAMES}>{inner}</w:{name}>" for name, inner in parts.items()}
    return archive(files)


def archive(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of the files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """Return a table cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows, each the cells' XML."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
