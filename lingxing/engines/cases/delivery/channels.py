"""Which channels this installation has."""

from lingxing.engines.cases.delivery.mail import can_send_mail, send_mail
from lingxing.engines.cases.delivery.message import Channel, Sender
from lingxing.engines.cases.delivery.short_messages import can_send_short_messages, write_short_message


def senders() -> dict[Channel, Sender]:
    """Return the sender of every channel that the settings open."""
    found: dict[Channel, Sender] = {}
    if can_send_mail():
        found[Channel.EMAIL] = send_mail
    if can_send_short_messages():
        found[Channel.SMS] = write_short_message
    return found
