"""Checking and handing out files, for engines that keep files of their own."""

from lingxing.engines.cases.uploads.checking import ACCEPTED, FILE_TYPES, FileType, RefusedFile, check_file
from lingxing.engines.cases.uploads.serving import as_download

__all__ = ["ACCEPTED", "FILE_TYPES", "FileType", "RefusedFile", "as_download", "check_file"]
