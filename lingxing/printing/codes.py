"""Printed codes that a telephone reads."""

import io

import segno

_BORDER = 4


def code_svg(text: str) -> bytes:
    """Return the QR code of `text` (an address) as SVG: correction level M, with the quiet zone of four modules."""
    buffer = io.BytesIO()
    _made(text).save(buffer, kind="svg", border=_BORDER, xmldecl=False, svgclass=None, lineclass=None)
    return buffer.getvalue()


def code_png(text: str) -> bytes:
    """Return the same code as PNG, eight pixels a module."""
    buffer = io.BytesIO()
    _made(text).save(buffer, kind="png", border=_BORDER, scale=8)
    return buffer.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m", boost_error=False)
