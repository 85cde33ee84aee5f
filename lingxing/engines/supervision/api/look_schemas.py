"""What the API answers about photos and papers of records."""

from uuid import UUID

from ninja import Schema


class LookFileInfo(Schema):
    """A photo or paper of a record, fetched by its id; `digest` is the SHA-256 of its bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    digest: str
