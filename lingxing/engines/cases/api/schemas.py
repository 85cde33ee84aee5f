"""What every part of the casework API takes and answers."""

from typing import Annotated

from ninja import Field, Path, Schema

from lingxing.engines.parties.access_api import Done as Done
from lingxing.engines.parties.access_api import Given as Given

City = Annotated[str, Path(description="城市，标识的前一段", max_length=60)]
Name = Annotated[str, Path(description="文件，标识的后一段", max_length=100)]
ServiceName = Annotated[str, Path(description="事项的名称", max_length=60)]


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
