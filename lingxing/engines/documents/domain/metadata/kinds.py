"""What kind of paper a document is."""

from lingxing.engines.documents.domain.splitting import DocumentParts
from lingxing.engines.documents.domain.splitting.issued import issued_texts
from lingxing.engines.documents.domain.splitting.orders import is_order
from lingxing.engines.documents.domain.splitting.titles import kind_at_end

NOTICE = "通知"
ORDER = "令"
_OTHER = "其他"


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
