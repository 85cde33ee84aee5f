"""The story of a stall through the pages: helpers that fill in the forms as people do."""

import re
from io import BytesIO

from django.test import Client

from lingxing.engines.cases.models import Case
from lingxing.engines.cases.tests.office import NUMBER, Office
from lingxing.engines.cases.uploads.tests.samples import JPEG

APPLY = "/services/yunmeng/market_2026/stall/apply/"
FIRST = {
    "full_name": "赵六一",
    "identity": NUMBER,
    "phone": "13800001234",
    "address": "云梦泽市城东街道1号",
    "goods": "豆腐",
    "kind": "repair",
}
LATER = {"area": "6.5", "turnover": "3000", "begins_on": "2026-12-01"}


def told(answer):
    """Return the page's text."""
    return answer.content.decode()


def signed_in(account):
    """Return a client signed in as the account."""
    client = Client()
    client.force_login(account)
    return client


def hidden(page, name):
    """Return the value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} in the form"
    return found[1]


def begin(client):
    """Begin a draft and return its address."""
    answer = client.post(APPLY)
    assert answer.status_code == 302, told(answer)
    return answer["Location"]


def fill_in(client, draft, **changed):
    """Fill in every page of fields up to the papers; return the address after them."""
    typed = {**FIRST, **LATER, **changed}
    where = f"{draft}1/"
    for _ in range(8):
        if not re.fullmatch(r".*/\d+/", where):
            return where
        answer = client.post(where, typed)
        assert answer.status_code == 302, told(answer)
        where = answer["Location"]
    raise AssertionError("the steps do not end")


def upload(client, draft, paper, content=None, name="photo.jpg"):
    """Hand in a file."""
    file = BytesIO(JPEG if content is None else content)
    file.name = name
    return client.post(f"{draft}papers/", {f"file_{paper}": file, "go": "stay"})


def apply(office: Office, **changed) -> Case:
    """Apply as the applicant does, and return the case."""
    client = signed_in(office.applicant)
    draft = begin(client)
    fill_in(client, draft, **changed)
    upload(client, draft, "photo")
    if changed.get("kind") == "food":
        upload(client, draft, "health_certificate")
    answer = client.post(f"{draft}check/", {"true": "yes"})
    assert answer.status_code == 302, told(answer)
    return Case.objects.get()


def do(account, case, act, **typed):
    """Do an act through its form, and return the answer."""
    client = signed_in(account)
    page = told(client.get(f"/cases/{case.pk}/act/{act}/"))
    proof = {"revision": hidden(page, "revision"), "key": hidden(page, "key")}
    return client.post(f"/cases/{case.pk}/act/{act}/", {**proof, "go": "do", **typed})
