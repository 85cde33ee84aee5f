"""The HTTP API: one root under /api/, described at /api/docs."""

import json
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from lingxing import __version__
from lingxing.engines.auctions.api import router as auctions
from lingxing.engines.cases.api import router as cases
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.services.results import Stale
from lingxing.engines.disclosure.api import router as disclosure
from lingxing.engines.documents.api import router as documents
from lingxing.engines.hotline.api import router as hotline
from lingxing.engines.parties.access import public
from lingxing.engines.parties.api import router as parties
from lingxing.engines.rules.api import router as rules
from lingxing.engines.rules.domain.cases import WrongCase
from lingxing.engines.supervision.api import router as supervision
from lingxing.kernel.errors import LingxingError
from lingxing.web.api_docs import Reference
from lingxing.web.errors import refuse
from lingxing.web.ledger_api import router as ledger


class ExactNumbers(Parser):
    """Reads the numbers of a body as they are written: 0.1 is a tenth, not the nearest binary fraction."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. ValueError for what is no JSON."""
        return json.loads(request.body, parse_float=Decimal, parse_constant=_no_number)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


class DescribedApi(NinjaAPI):
    """Works its description out once: it takes seconds and is the same for everybody who asks."""

    @cached_property
    def _description(self) -> OpenAPISchema:
        return super().get_openapi_schema()

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description, to be read and not changed."""
        if path_prefix is None and not path_params:
            return self._description
        return super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)


api = DescribedApi(
    title="令行 API",
    version=__version__,
    description="文库与规则的全部内容与操作。读取和计算无须登录；写入须登录并带 CSRF 令牌（X-CSRFToken）。"
    "每个接口都可以带 on=年-月-日，得到那一天的状态。",
    docs=Reference(),
    docs_decorator=public,
    urls_namespace="api",
    parser=ExactNumbers(),
)

_WRONG_VALUES = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识",
    "int_parsing": "须为整数",
    "enum": "不在可选的值之内",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "date_from_datetime_parsing": "须写作 2026-01-05 这样的日期",
}


@api.exception_handler(ValidationError)
def wrong_value(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what is wrong with the first value that does not fit, as every refusal says it."""
    first = error.errors[0]
    what = _WRONG_VALUES.get(str(first["type"]), "格式不对")
    refusal = LingxingError(f"参数{what}", where=str(first["loc"][-1]), remedy="各参数的要求见 /api/docs")
    return refuse(request, refusal, 422)


@api.exception_handler(WrongCase)
def wrong_case(request: HttpRequest, error: WrongCase) -> HttpResponse:
    """Return every wrong value of a case, named by its field."""
    what = f"有 {len(error.items)} 处不符合要求"
    facts = {"what": what, "where": "、".join(item.field for item in error.items), "remedy": error.remedy}
    fields = [{"field": item.field, "value": str(item.value), "expected": item.expected} for item in error.items]
    body = {"error": facts | {"request_id": getattr(request, "request_id", ""), "fields": fields}}
    return JsonResponse(body, status=422)  # in ASCII: what was sent may hold half a character


@api.exception_handler(Refused)
def refused_act(request: HttpRequest, error: Refused) -> HttpResponse:
    """Return every reason why an act can't be done, each with its article."""
    facts = {"what": error.what, "where": error.where, "remedy": error.remedy}
    items = [{"field": item.field, "label": item.label, "article": item.article} for item in error.items]
    body = {"error": facts | {"request_id": getattr(request, "request_id", ""), "items": items}}
    return JsonResponse(body, status=422)


@api.exception_handler(Stale)
def stale_act(request: HttpRequest, error: Stale) -> HttpResponse:
    """Return that the case has moved on since the client saw it."""
    return refuse(request, error, 409)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return the refusal of a request whose body can't be read."""
    refusal = LingxingError("请求无法识别", where=str(error), remedy="请求体须为 JSON，要求见 /api/docs")
    return refuse(request, refusal, error.status_code)


@api.get("/version", tags=["系统"], summary="版本")
@public
def version(request: HttpRequest) -> dict[str, str]:
    """Return the version of this installation."""
    del request
    return {"version": __version__}


api.add_router("", parties)
api.add_router("", documents)
api.add_router("", rules)
api.add_router("", ledger)
api.add_router("", cases)
api.add_router("", disclosure)
api.add_router("", hotline)
api.add_router("", supervision)
api.add_router("", auctions)
