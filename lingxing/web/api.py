"""The HTTP API: one root under /api/, described at /api/docs."""

from django.http import HttpRequest
from ninja import NinjaAPI, Swagger

from lingxing import __version__
from lingxing.engines.documents.api import router as documents
from lingxing.engines.parties.access import public

api = NinjaAPI(
    title="令行 API",
    version=__version__,
    description="文库的全部内容与操作。读取无须登录；写入须登录并带 CSRF 令牌（X-CSRFToken）。"
    "每个接口都可以带 on=年-月-日，得到那一天的状态。",
    docs=Swagger({"docExpansion": "list", "defaultModelsExpandDepth": 0, "validatorUrl": None}),
    docs_decorator=public,
    urls_namespace="api",
)


@api.get("/version", tags=["系统"], summary="版本")
@public
def version(request: HttpRequest) -> dict[str, str]:
    """Return the version of this installation."""
    del request
    return {"version": __version__}


api.add_router("", documents)
