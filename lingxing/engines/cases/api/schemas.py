"""What every part of the casework API takes and answers."""

import re
from typing import Annotated, Any

from ninja import Field, Path, Schema
from pydantic import ConfigDict, field_validator

City = Annotated[str, Path(description="城市，标识的前一段", max_length=60)]
Name = Annotated[str, Path(description="文件，标识的后一段", max_length=100)]
ServiceName = Annotated[str, Path(description="事项的名称", max_length=60)]
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class RefusedReason(Schema):
    """A reason why an act is refused: in Chinese, the article it rests on, the field or paper it is about."""

    field: str
    label: str
    article: str


class ActErrorFacts(Schema):
    """What is wrong, where, and what to do, in Chinese; `items` names every reason against an act at once."""

    what: str
    where: str
    remedy: str
    request_id: str
    items: list[RefusedReason] = Field(default_factory=list)


class ActRefused(Schema):
    """The body of a refusal."""

    error: ActErrorFacts


REFUSALS = {400: ActRefused, 404: ActRefused, 422: ActRefused}
SIGNED_IN = {**REFUSALS, 401: ActRefused, 403: ActRefused}
ACTING = {**SIGNED_IN, 409: ActRefused}


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


class Given(Schema):
    """What is sent by people: unknown keys are refused, and characters that no storage takes."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def storable(cls, value: Any) -> Any:
        """Return the value as it is; ValueError for characters that can't be stored."""
        return refuse_unstorable(value)


class Done(Schema):
    """The act is recorded."""

    done: bool = True
