"""Tables of cases. No rules here: services write, queries read."""

from lingxing.engines.cases.models.case import Case, CaseEvent, CaseLink, Draft, Rating, Turn
from lingxing.engines.cases.models.clock import CalendarChange, CaseClock, Firing, Heartbeat
from lingxing.engines.cases.models.paper import Attachment, IssuedDocument, NumberSeries
from lingxing.engines.cases.models.service import Continuation, Mark, Objection, PublicationOrder, ServiceBinding
from lingxing.engines.cases.models.telling import Notice, OutboxMessage

__all__ = [
    "Attachment",
    "CalendarChange",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseLink",
    "Continuation",
    "Draft",
    "Firing",
    "Heartbeat",
    "IssuedDocument",
    "Mark",
    "Notice",
    "NumberSeries",
    "Objection",
    "OutboxMessage",
    "PublicationOrder",
    "Rating",
    "ServiceBinding",
    "Turn",
]
