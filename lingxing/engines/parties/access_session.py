"""The sign-in of the pages, for API operations that need it."""

from django.http import HttpRequest
from ninja.security import SessionAuth
from ninja.utils import check_csrf

from lingxing.kernel.errors import NotAllowed


class Session(SessionAuth):
    """The sign-in of the pages, refused in our words where the form token is missing."""

    def _get_key(self, request: HttpRequest) -> str | None:
        if check_csrf(request):
            remedy = "请在 X-CSRFToken 头中带上 Cookie 里的令牌"
            raise NotAllowed("请求缺少或带错了 CSRF 令牌，没有执行", remedy=remedy)
        return request.COOKIES.get(self.param_name)


SESSION = Session()
