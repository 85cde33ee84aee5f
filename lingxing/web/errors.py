"""Error pages, and the same as JSON for the API: what is wrong and what to do."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

_STANDARD = {
    400: LingxingError("请求无法识别", remedy="请检查地址和填写的内容，然后重试"),
    403: NotAllowed("当前账号没有访问此页的权限", remedy="请用有权限的账号登录，或联系管理员"),
    404: LingxingError("没有找到这个页面", remedy="请检查地址，或从首页、检索查找"),
    500: LingxingError("系统出错，本次操作没有完成", remedy="请稍后重试；仍然出错时，请把请求编号告知管理员"),
}


def refuse(request: HttpRequest, error: LingxingError, status: int | None = None) -> HttpResponse:
    """Return the page (or JSON under /api/) that says what is wrong: 403 for NotAllowed (401 for the API without a
    sign-in), 404 for NotFound, 400 for other refusals."""
    code = status or _status(request, error)
    if request.path.startswith("/api/"):
        facts = {"what": error.what, "where": error.where, "remedy": error.remedy}
        body = {"error": facts | {"request_id": getattr(request, "request_id", "")}}
        return JsonResponse(body, status=code, json_dumps_params={"ensure_ascii": False})
    return render(request, "lingxing/error.html", {"error": error, "status": code}, status=code)


def _status(request: HttpRequest, error: LingxingError) -> int:
    if isinstance(error, NotFound):
        return 404
    if not isinstance(error, NotAllowed):
        return 400
    anonymous = not (hasattr(request, "user") and request.user.is_authenticated)
    return 401 if anonymous and request.path.startswith("/api/") else 403


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for a request that Django refused."""
    del exception
    return refuse(request, _STANDARD[400], 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for a view that raised PermissionDenied."""
    del exception
    return refuse(request, _STANDARD[403], 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address that nothing answers."""
    del exception
    return refuse(request, _STANDARD[404], 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a mistake of ours. It reads no database: that may be what failed."""
    if request.path.startswith("/api/"):
        return refuse(request, _STANDARD[500], 500)
    context = {"error": _STANDARD[500], "status": 500, "request_id": getattr(request, "request_id", "")}
    return render(None, "lingxing/error_plain.html", context, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form whose proof of origin is missing or stale."""
    del reason
    remedy = "请返回上一页刷新后重新提交；浏览器须允许本站使用 Cookie"
    return refuse(request, NotAllowed("表单已过期或来源不明，没有提交", remedy=remedy), 403)
