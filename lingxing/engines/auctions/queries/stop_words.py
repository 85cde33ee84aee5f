"""The words of requests and rulings on stopping a sale, as they lie sealed. No tables."""

import json

from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.kernel.canonical import canonical_json


def stop_context(digest: str) -> str:
    """Return where the words of that digest are sealed."""
    return f"stop-paper:{digest}"


def seal_words(text: str, salt: str, digest: str) -> str:
    """Return the words sealed, with the salt by which the digest commits to them."""
    return seal_text(canonical_json({"text": text, "salt": salt}), stop_context(digest))


def open_words(sealed: str, digest: str) -> str:
    """Return the words."""
    words: str = json.loads(unseal_text(sealed, stop_context(digest)))["text"]
    return words
