"""Sending what lies in the outbox.

A message is taken by moving its time on before it is sent, so that of several processes only one sends it and nothing
is locked while a mail server is waited for. After a crash in between it comes up again: at least once, perhaps twice.
"""

import datetime as dt
import json
import logging

from lingxing.engines.cases.delivery.channels import senders
from lingxing.engines.cases.delivery.message import Channel, Message, Undelivered
from lingxing.engines.cases.models import OutboxMessage
from lingxing.engines.cases.services.telling import OUTBOX_CONTEXT
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.kernel.errors import LingxingError

MOST_ATTEMPTS = 8
_MINUTES = (1, 5, 15, 60, 240, 720, 1440)
"""How long to wait after each failure in turn."""
_TAKEN = dt.timedelta(minutes=10)
_log = logging.getLogger("lingxing.cases.delivery")


def deliver_outbox(at: dt.datetime, *, limit: int = 50) -> tuple[int, int]:
    """Send at most `limit` messages that are due, oldest first; return how many were sent and how many failed.

    A failed one is tried again after 1, 5, 15 minutes, 1, 4, 12 and 24 hours and then given up; a refusal for good is
    given up at once. The reason stays with it for the administrator, without the address.
    """
    sent = failed = 0
    due = OutboxMessage.objects.filter(due_at__lte=at).order_by("due_at", "pk")[:limit]
    for message in due:
        if _take(message, at):
            if _send(message, at):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _take(message: OutboxMessage, at: dt.datetime) -> bool:
    """Return whether this process got the message."""
    own = OutboxMessage.objects.filter(pk=message.pk, due_at=message.due_at)
    taken = own.update(due_at=at + _TAKEN, attempts=message.attempts + 1)
    message.attempts += taken
    return bool(taken)


def _send(message: OutboxMessage, at: dt.datetime) -> bool:
    try:
        _hand_over(message)
    except Undelivered as failure:
        _put_off(message, failure, at)
        return False
    # What was said is needed no more once it is out.
    OutboxMessage.objects.filter(pk=message.pk).update(sent_at=at, due_at=None, failure="", sealed="")
    return True


def _hand_over(message: OutboxMessage) -> None:
    sender = senders().get(Channel(message.channel))
    if sender is None:
        raise Undelivered("这个渠道没有开通，请检查设置")
    try:
        content = json.loads(unseal_text(message.sealed, OUTBOX_CONTEXT))
    except LingxingError:
        raise Undelivered("加密的内容打不开，请检查数据密钥") from None
    sender(Message(content["address"], content["subject"], content["text"], str(message.pk)))


def _put_off(message: OutboxMessage, failure: Undelivered, at: dt.datetime) -> None:
    given_up = failure.final or message.attempts >= MOST_ATTEMPTS
    wait = None if given_up else at + dt.timedelta(minutes=_MINUTES[min(message.attempts, len(_MINUTES)) - 1])
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=wait, failure=failure.reason[:300])
    facts = {"outbox": message.pk, "channel": message.channel, "attempts": message.attempts, "given_up": given_up}
    _log.warning("a message did not leave: %s", failure.reason, extra=facts)
