"""Pictures as leaves of a bound volume."""

import io

from PIL import Image, ImageOps
from pypdf.generic import NameObject, NumberObject, StreamObject

from lingxing.printing.pdf_leaf import Leaf, Unbindable
from lingxing.printing.pdf_objects import ObjectFile

_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 3508
"""A picture that has to be encoded anew is no finer than A4 at 300 dots an inch."""
_ORIENTATION = 0x0112
_TURNED = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""How a picture of each Exif orientation lies on its unit square."""
_ACROSS = 5
"""Orientations from here on exchange width and height."""


def picture_leaf(file: ObjectFile, content: bytes) -> Leaf:
    """Return a JPEG or PNG as a leaf, its object written to `file`; a JPEG keeps its bytes. Unbindable for others.

    A PNG, and a JPEG in the colours of print, is encoded anew on white.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Unbindable(f"有 {picture.width}×{picture.height} 个像素，太大", where="图片")
            if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
                turn = picture.getexif().get(_ORIENTATION, 1)
                size, mode = picture.size, picture.mode
                _check_jpeg(picture)
                return _picture(file, content, size, mode, turn)
            made, size, mode = _encoded(picture)
            return _picture(file, made, size, mode, 1)
    except Unbindable:
        raise
    except Exception as error:  # whatever the library makes of a broken picture
        raise Unbindable("图片已损坏，打不开", where="图片") from error


def _check_jpeg(picture: Image.Image) -> None:
    """Read the picture to its end at an eighth of its size. OSError where it breaks off."""
    picture.draft(picture.mode, (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()


def _encoded(picture: Image.Image) -> tuple[bytes, tuple[int, int], str]:
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if turned.mode in ("RGBA", "LA", "PA", "P"):
        seen = turned.convert("RGBA")
        turned = Image.new("RGB", seen.size, "white")
        turned.paste(seen, mask=seen.getchannel("A"))
    plain = turned if turned.mode in ("L", "RGB") else turned.convert("L" if turned.mode == "1" else "RGB")
    buffer = io.BytesIO()
    plain.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue(), plain.size, plain.mode


def _picture(file: ObjectFile, content: bytes, size: tuple[int, int], mode: str, turn: int) -> Leaf:
    made = StreamObject()
    made._data = content
    made.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(size[0]),
            NameObject("/Height"): NumberObject(size[1]),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if mode == "L" else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    turn = turn if turn in _TURNED else 1
    width, height = (size[1], size[0]) if turn >= _ACROSS else size
    a, b, c, d, e, f = _TURNED[turn]
    lie = (a * width, b * height, c * width, d * height, e * width, f * height)
    return Leaf(float(width), float(height), ((file.add(made), lie),), grows=True)
