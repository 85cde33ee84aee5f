"""What a sender is given, and how it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A way out of the house."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one address. `subject` is for e-mail; `reference` tells the same message sent twice."""

    address: str
    subject: str
    text: str
    reference: str


Sender = Callable[[Message], None]
"""Sends one message or raises Undelivered."""


class Undelivered(Exception):
    """A message that did not leave. `reason` is Chinese and names no address; `final` says that a retry is vain."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
