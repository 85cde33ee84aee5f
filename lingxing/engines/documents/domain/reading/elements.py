"""What the elements of a page are to a reader, and their words."""

import re

from lxml import html

DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "head",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "audio",
        "video",
        "canvas",
        "map",
        "rt",
        "rp",
    }
)
BLOCKS = frozenset(
    {
        "html",
        "body",
        "address",
        "article",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
    }
)
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_dropped(element: html.HtmlElement) -> bool:
    """Return whether a reader of the page does not see the element, or it is no part of the text."""
    if element.tag in DROPPED or "hidden" in element.attrib:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def squeeze(text: str) -> str:
    """Return the text as a browser spaces it: white space is one space, a line's end between Chinese is nothing."""
    text = _BREAK_IN_CHINESE.sub("", text.strip())
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip()


def whole_number(text: str | None, otherwise: int) -> int:
    """Return the value of an attribute below 100,000, `otherwise` where it is missing or no number."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else otherwise
