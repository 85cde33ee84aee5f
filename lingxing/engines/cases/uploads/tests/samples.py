"""Small files of every type, made here."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x11" * 40 + b"\xff\xd9"


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") + chunk(b"IDAT", b"x") + chunk(b"IEND")


def packed(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def word():
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def sheet():
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def with_member(content, name, data):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return packed(members | {name: data})


OFD = packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"})
SOUND = {"a.pdf": PDF, "b.JPG": JPEG, "b.jpeg": JPEG, "c.png": PNG, "d.docx": word(), "e.xlsx": sheet(), "f.ofd": OFD}
