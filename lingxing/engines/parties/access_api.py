"""What the API of every engine takes and answers alike: what people send, that an act is done, why it was refused."""

import re
from typing import Any

from ninja import Schema
from pydantic import ConfigDict, field_validator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class ErrorFacts(Schema):
    """What is wrong, where, and what to do, in Chinese."""

    what: str
    where: str
    remedy: str
    request_id: str


class ErrorAnswer(Schema):
    """The body of every refusal."""

    error: ErrorFacts


REFUSALS = {400: ErrorAnswer, 404: ErrorAnswer, 422: ErrorAnswer}
SIGNED_IN = {**REFUSALS, 401: ErrorAnswer, 403: ErrorAnswer}


class Done(Schema):
    """The act is recorded."""

    done: bool = True


class Given(Schema):
    """What is sent by people: unknown keys are refused, and characters that no storage takes."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def storable(cls, value: Any) -> Any:
        """Return the value as it is; ValueError for characters that can't be stored."""
        return refuse_unstorable(value)


def refuse_unstorable(value: Any) -> Any:
    """Return the value; ValueError where a text in it, however deep, holds NUL or half a character."""
    if isinstance(value, str) and _UNSTORABLE.search(value):
        raise ValueError("NUL or half a character")
    if isinstance(value, dict):
        for name, inner in value.items():
            refuse_unstorable(name)
            refuse_unstorable(inner)
    if isinstance(value, list | tuple):
        for inner in value:
            refuse_unstorable(inner)
    return value
