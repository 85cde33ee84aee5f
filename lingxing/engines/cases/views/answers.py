"""What the pages share: who asks, what was sent, articles as links, files as downloads."""

import secrets
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import reverse

from lingxing.engines.parties.access import Request
from lingxing.engines.parties.access_types import Account
from lingxing.engines.rules.queries_citations import Citations, citations
from lingxing.kernel.actors import Actor
from lingxing.language.definitions import Policy

LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Place:
    """An article; `address` is empty where the library does not hold its document."""

    article: str
    address: str = ""


class Places:
    """Finds the articles of one policy in the library, asking it only when the first one is shown."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    @cached_property
    def _found(self) -> Citations:
        return citations(self._policy)

    @property
    def document(self) -> str:
        """Return the address of the document, empty where the library does not hold it."""
        return self._found.document

    def place(self, article: str) -> Place:
        """Return the article with the address of its text."""
        return Place(article, self._found.address(article) if article else "")


def own(request: Request) -> Account:
    """Return the account that asks. 404 where nobody is signed in: the permission has been checked before."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def actor(request: Request) -> Actor:
    """Return who acts, as the ledger names them."""
    return own(request).actor


def sent(request: Request) -> QueryDict | None:
    """Return what was posted, None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def new_key() -> str:
    """Return a key that makes a form harmless to send twice: it goes into the form and comes back with it."""
    return secrets.token_hex(16)


def sent_key(request: Request) -> str:
    """Return the key that came with the form, cut to what is stored."""
    return request.POST.get("key", "")[:LONGEST_KEY]


def redirect(name: str, *args: object) -> HttpResponseRedirect:
    """Return the way to a page of casework by the name of its route."""
    return HttpResponseRedirect(reverse(f"cases:{name}", args=list(args)))
