"""HTML and Markdown that a converter left in the text."""

import html
import re

_TAG = re.compile(r"</?(?!/?(?:table|thead|tbody|tr|td|th)\b)[a-zA-Z][^<>\n]{0,300}>")
_STARS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_BULLET = re.compile(r"^\s*(?:[-*+•·●▪]\s+|#{1,6}\s+|>\s+)(?=\S)")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def strip_markup(text: str) -> str:
    """Return the text without tags, emphasis, list bullets and character entities; table tags are left."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "**" in text or "__" in text:
        text = _STARS.sub("", text)
    return _BULLET.sub("", text)
