"""Tables of the hotline. No rules here: services write, queries read."""

from lingxing.engines.hotline.models.knowledge import Article, ArticleVersion, ArticleWord
from lingxing.engines.hotline.models.office import CallDay, FiguresOut, LetterSeen, LetterTaken, TicketFile
from lingxing.engines.hotline.models.ticket import Caller, Following, Tally, Ticket

__all__ = [
    "Article",
    "ArticleVersion",
    "ArticleWord",
    "CallDay",
    "Caller",
    "FiguresOut",
    "Following",
    "LetterSeen",
    "LetterTaken",
    "Tally",
    "Ticket",
    "TicketFile",
]
