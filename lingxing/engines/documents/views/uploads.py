"""A gazette that somebody sent: distrusted, read, never kept as a file."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.intake import read_gazette
from lingxing.kernel.errors import LingxingError


def read_upload(file: "UploadedFile[bytes]") -> Gazette:
    """Return what the file says; LingxingError where it is too large, unreadable, or holds no document."""
    limit: int = settings.UPLOAD_MAX_BYTES
    name = file.name or "upload"
    if (file.size or 0) > limit:
        raise LingxingError(f"文件超过 {limit // 1024 // 1024} MB 的上限", where=name, remedy="请拆分后上传")
    return read_gazette(name, file.read())
