"""The reference list of documents, field by field."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.report import gazette_report

REFERENCE = Path(__file__).parents[6] / "shared" / "gazettes"
FIELDS = (
    "number_normal",
    "title",
    "issuer",
    "date",
    "kind",
    "articles",
    "sections",
    "effective_from",
    "valid_until_or_period",
    "repeals",
)
ORDER = {"000": "qianjiang", "001": "ezhou-2021", "002": "ezhou-2022", "003": "jingzhou", "004": "xianning"}

pytestmark = pytest.mark.gazettes


def plain(value: object) -> str:
    return re.sub(r"[\s\W_]+", "", str(value or "")).lower()


def key(document: dict[str, Any]) -> str:
    return plain(document["number_normal"] or document["title"])


def value_of(document: dict[str, Any], field: str) -> object:
    if field == "repeals":
        return sorted((plain(one["number"]), plain(one["title"])) for one in document[field] or [])
    return plain(document[field])


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[dict[str, Any]]]:
    documents = json.loads((REFERENCE / "documents.json").read_text(encoding="utf-8"))
    return {name: [one for one in documents if one["gazette"] == order] for order, name in ORDER.items()}


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict[str, Any]]]:
    reports = {}
    for path in sorted(REFERENCE.glob("*.txt")):
        name = next(name for name in ORDER.values() if path.name.startswith(name))
        reports[name] = gazette_report(parse_gazette(read_source(path.name, path.read_bytes())))["documents"]
    return reports


@pytest.mark.parametrize("gazette", ORDER.values())
def test_every_document_is_found_and_none_invented(
    gazette: str, wanted: dict[str, list[dict[str, Any]]], found: dict[str, list[dict[str, Any]]]
) -> None:
    assert [key(one) for one in found[gazette]] == [key(one) for one in wanted[gazette]]


def test_fields_agree_in_98_of_100(
    wanted: dict[str, list[dict[str, Any]]], found: dict[str, list[dict[str, Any]]]
) -> None:
    """A value that the reference leaves open is not asked; repeals are compared as sets of numbers and titles."""
    asked, missed = 0, []
    for gazette, documents in wanted.items():
        got = {key(one): one for one in found[gazette]}
        for document in documents:
            for field in FIELDS:
                if document[field] is None:
                    continue
                asked += 1
                want, have = value_of(document, field), value_of(got[key(document)], field)
                if want != have:
                    missed.append(f"{document['number_normal'] or document['title']} {field}: {want!r} ≠ {have!r}")
    assert asked > 300
    assert len(missed) <= 0.02 * asked, "\n".join(missed)
    assert not missed, "\n".join(missed)


def test_what_is_printed_once_is_read_once(
    wanted: dict[str, list[dict[str, Any]]], found: dict[str, list[dict[str, Any]]]
) -> None:
    """Dates as printed, recipients, wrapper and the instruments of each notice agree as well."""
    missed = []
    for gazette, documents in wanted.items():
        got = {key(one): one for one in found[gazette]}
        for document in documents:
            have = got[key(document)]
            missed += [
                f"{document['title']} {field}: {document.get(field)!r} ≠ {have[field]!r}"
                for field in ("date_printed", "number_printed", "recipients", "wrapper", "public_note")
                if plain(document.get(field)) != plain(have[field])
            ]
            kinds = [one["kind"] for one in document["instruments"]]
            if kinds and kinds != [one["kind"] for one in have["instruments"]]:
                missed.append(f"{document['title']} instruments: {kinds}")
    assert not missed, "\n".join(missed)
