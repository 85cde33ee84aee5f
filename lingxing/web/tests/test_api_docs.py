"""The API's page says all that the description says."""

import re
from enum import Enum
from typing import Any, get_args

import pytest
from ninja import NinjaAPI, Schema
from pydantic import BaseModel, create_model

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
    assert found <= answering | {"api/listings/bank-lines"}, "the bank's messages are signed instead"


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


def classes_in(annotation):
    """Yield the models and enumerations in an annotation, those in their fields included; each once a call."""
    open_ones, seen = [annotation], set()
    while open_ones:
        found = open_ones.pop()
        open_ones += get_args(found)
        if not isinstance(found, type) or found in seen or not issubclass(found, BaseModel | Enum):
            continue
        seen.add(found)
        yield found
        if issubclass(found, BaseModel):
            open_ones += [field.annotation for field in found.model_fields.values()]


def described_classes(views):
    """Return name → the classes of that name that operations take and answer, the library's own wrappers left out."""
    found: dict[str, set[type]] = {}
    for view in views:
        for operation in view.operations:
            wrappers = [*operation.models, *operation.response_models.values()]
            kept = [wrapper for wrapper in wrappers if isinstance(wrapper, type) and issubclass(wrapper, BaseModel)]
            for field in (field for wrapper in kept for field in wrapper.model_fields.values()):
                for used in classes_in(field.annotation):
                    found.setdefault(used.__name__, set()).add(used)
    return found


def shared_names(views):
    """Return the names that several classes go by: the description would hold one of them and lose the others."""
    found = described_classes(views).items()
    return {name: sorted(used.__module__ for used in classes) for name, classes in found if len(classes) > 1}


def test_no_two_schemas_of_the_api_go_by_one_name():
    api.get_openapi_schema()  # joins the engines' inner routers, whichever test comes first
    views = [view for _, router in api._routers for view in router.path_operations.values()]
    assert len(described_classes(views)) > 80
    assert shared_names(views) == {}


def test_two_schemas_of_one_name_are_seen():
    sample = NinjaAPI(urls_namespace="sample")
    for place, kind in enumerate((int, str)):
        inner: Any = create_model("Inner", __base__=Schema, value=(kind, ...))
        several: Any = list[inner] | None
        outer = create_model(f"Outer{place}", __base__=Schema, inners=(several, None))
        sample.get(f"/{place}", response=outer)(lambda request: None)
    views = [view for _, router in sample._routers for view in router.path_operations.values()]
    assert set(shared_names(views)) == {"Inner"}
