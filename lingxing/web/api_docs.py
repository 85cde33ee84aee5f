"""The API's page: the OpenAPI description as a page of ours, readable without scripts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

_TYPES = {"string": "文字", "integer": "整数", "number": "数", "boolean": "真或假", "object": "对象", "null": "空"}
_FORMATS = {"date": "日期", "date-time": "时刻", "binary": "文件", "uuid": "编号"}
_PLACES = {"path": "地址中", "query": "问号后", "body": "请求体"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words, and the name of the schema it links to where it is one of ours."""

    words: str
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a member of an object. `place` says where it stands, in Chinese; empty for members."""

    name: str
    kind: Kind
    required: bool
    meaning: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `example` is an address to open, empty where one can't simply be opened."""

    anchor: str
    method: str
    path: str
    summary: str
    group: str
    needs_account: bool
    fields: tuple[Field, ...]
    answer: Kind
    example: str


@dataclass(frozen=True, slots=True)
class Schema:
    """One object or list of choices of the description."""

    name: str
    choices: tuple[str, ...]
    fields: tuple[Field, ...]


class Reference(DocsBase):
    """Renders the description with our templates."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Return the page."""
        description: Mapping[str, Any] = api.get_openapi_schema(path_params=kwargs)
        found = sorted(operations(description), key=lambda operation: operation.group)
        context = {
            "api": api,
            "description_address": self.get_openapi_url(api, kwargs),
            "groups": [(group, list(members)) for group, members in groupby(found, key=lambda o: o.group)],
            "schemas": list(schemas(description)),
        }
        return render(request, "lingxing/api.html", context)


def operations(description: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield every operation in the order of the description."""
    for path, methods in description["paths"].items():
        for method, facts in methods.items():
            fields = (*_parameters(facts), *_body(facts, description))
            free = method == "get" and not any(field.required for field in fields)
            yield Operation(
                anchor=facts["operationId"],
                method=method.upper(),
                path=path,
                summary=facts.get("summary", ""),
                group=next(iter(facts.get("tags", ())), "其他"),
                needs_account=bool(facts.get("security")),
                fields=fields,
                answer=_answer(facts),
                example=path if free and not facts.get("security") else "",
            )


def schemas(description: Mapping[str, Any]) -> Iterator[Schema]:
    """Yield every schema that an answer or a body uses, by name."""
    for name, facts in sorted(description.get("components", {}).get("schemas", {}).items()):
        yield Schema(name, tuple(map(str, facts.get("enum", ()))), tuple(_members(facts, "")))


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """Return what a JSON schema says of a value; alternatives are joined with 或, an absent value left out."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        return Kind(name, name)
    parts = [part for key in ("anyOf", "oneOf", "allOf") for part in schema.get(key, ()) if part.get("type") != "null"]
    if parts:
        kinds = [kind_of(part) for part in parts]
        return Kind(" 或 ".join(kind.words for kind in kinds), kinds[0].schema)
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"{inner.words}的列表", inner.schema)
    words = _FORMATS.get(schema.get("format", "")) or _TYPES.get(schema.get("type", ""), "任意")
    return Kind("、".join(map(str, schema["enum"])) if "enum" in schema else words)


def _parameters(facts: Mapping[str, Any]) -> Iterator[Field]:
    for given in facts.get("parameters", ()):
        place = _PLACES.get(given["in"], given["in"])
        meaning = given.get("description", "")
        yield Field(given["name"], kind_of(given["schema"]), given.get("required", False), meaning, place)


def _body(facts: Mapping[str, Any], description: Mapping[str, Any]) -> Iterator[Field]:
    for content in facts.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = description["components"]["schemas"][kind_of(schema).schema]
        yield from _members(schema, _PLACES["body"])


def _members(schema: Mapping[str, Any], place: str) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, facts in schema.get("properties", {}).items():
        yield Field(name, kind_of(facts), name in required, facts.get("description", ""), place)


def _answer(facts: Mapping[str, Any]) -> Kind:
    for content in facts.get("responses", {}).get(200, facts["responses"].get("200", {})).get("content", {}).values():
        return kind_of(content["schema"])
    return Kind("无内容")
