"""A gazette that somebody sent: distrusted, read, never kept as a file."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.domain.reading.source import read_source
from lingxing.kernel.errors import LingxingError


def read_upload(file: "UploadedFile[bytes]") -> Gazette:
    """Return what the file says; LingxingError where it is too large, unreadable, or holds no document."""
    limit: int = settings.UPLOAD_MAX_BYTES
    name = file.name or "upload"
    if (file.size or 0) > limit:
        raise LingxingError(f"文件超过 {limit // 1024 // 1024} MB 的上限", where=name, remedy="请拆分后上传")
    gazette = parse_gazette(read_source(name, file.read()))
    if not gazette.documents:
        remedy = "请确认是政府公报或文件汇编的文本"
        raise LingxingError("没有在文件中找到任何一件公文", where=name, remedy=remedy)
    return gazette
