"""The API's page says all that the description says."""

import re

import pytest

from lingxing.web.access import routes
from lingxing.web.api import api
from lingxing.web.api_docs import Kind, kind_of, operations, schemas

pytestmark = pytest.mark.django_db


def test_every_operation_and_every_schema_stands_on_the_page(client):
    page = client.get("/api/docs").content.decode()
    description = api.get_openapi_schema()
    found = list(operations(description))
    served = [
        r
        for r in routes()
        if r.pattern.startswith("api/") and r.name not in ("openapi-json", "openapi-view", "api-root")
    ]
    assert len(found) == len(served)
    for operation in found:
        assert f'id="{operation.anchor}"' in page
        assert operation.summary
    for schema in schemas(description):
        assert f'id="schema-{schema.name}"' in page
    assert "<script" not in page.split("</head>")[1]


def test_every_link_to_a_schema_has_its_target():
    description = api.get_openapi_schema()
    names = {schema.name for schema in schemas(description)}
    kinds = [o.answer for o in operations(description)] + [f.kind for o in operations(description) for f in o.fields]
    kinds += [field.kind for schema in schemas(description) for field in schema.fields]
    assert {kind.schema for kind in kinds if kind.schema} <= names


def test_what_can_simply_be_opened_opens(client):
    examples = [operation.example for operation in operations(api.get_openapi_schema()) if operation.example]
    assert "/api/documents" in examples
    assert {address: client.get(address).status_code for address in examples} == dict.fromkeys(examples, 200)


def test_writing_says_that_it_needs_an_account():
    answering = {route.pattern for route in routes() if route.answers}
    open_to_all = [o for o in operations(api.get_openapi_schema()) if o.method != "GET" and not o.needs_account]
    found = {re.sub(r"{(\w+)}", r"<\1>", operation.path.removeprefix("/")) for operation in open_to_all}
    assert found <= answering


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, Kind("文字")),
        ({"type": "string", "format": "date"}, Kind("日期")),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, Kind("整数")),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, Kind("整数 或 文字")),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Unit"}}, Kind("Unit的列表", "Unit")),
        ({"type": "string", "enum": ["a", "b"]}, Kind("a、b")),
        ({}, Kind("任意")),
    ],
)
def test_what_a_value_is_in_words(schema, expected):
    assert kind_of(schema) == expected
