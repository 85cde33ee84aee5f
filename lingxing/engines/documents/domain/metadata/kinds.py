"""What kind of paper a document is."""

import re

from lingxing.engines.documents.domain.splitting import DocumentParts
from lingxing.engines.documents.domain.splitting.issued import issued_texts
from lingxing.engines.documents.domain.splitting.titles import kind_at_end

NOTICE = "通知"
ORDER = "令"
_SIGNER = re.compile(r"(?:代)?[省市县区州盟旗]长\s*[:：]?\s*[\u4e00-\u9fff· ]{2,6}$")
_OTHER = "其他"
_ORDER = re.compile(r"人民政府令\s*[（(]?\s*第\s*[\d一二三四五六七八九十百]{1,6}\s*号")


def document_kind(parts: DocumentParts) -> str:
    """Return the kind of the text that a notice issues, or the document's own kind; 其他 where the title tells none."""
    own = kind_at_end(parts.head.title)
    if parts.wrapped:
        names = [part.title for part in parts.instruments] + list(issued_texts(parts.head.title, ()).names)
        return next((kind for name in names if (kind := kind_at_end(name))), own or NOTICE)
    return own or _OTHER


def kind_of_title(title: str) -> str:
    """Return the kind that a title names, 其他 where it names none."""
    return kind_at_end(title) or _OTHER


def wrapper_of(parts: DocumentParts) -> str | None:
    """Return the kind of the paper around the instruments (通知, 令), None where the document is its own text."""
    if not parts.wrapped:
        return None
    return ORDER if is_order(parts.head.title) else kind_at_end(parts.head.title) or NOTICE


def is_order(title: str) -> bool:
    """Tell whether the printed title is that of an order: 临江市人民政府令第12号."""
    return bool(_ORDER.search(title))


def is_signer(text: str) -> bool:
    """Tell whether a line of a signature names a person in office (市长 林远航) and no organ."""
    return bool(_SIGNER.match(text.strip()))
