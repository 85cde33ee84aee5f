"""What the pages share."""

from django.http import HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.queries.hotlines import hotline_named
from lingxing.engines.parties.access import Request


def hotline_at(city: str, name: str, service: str) -> Hotline:
    """Return the hotline that an address names. NotFound where there is none."""
    return hotline_named(f"{city}/{name}", service)


def sent(request: Request) -> QueryDict | None:
    """Return what was posted, None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def address_of(request: Request) -> str:
    """Return the network address that a request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def parts(hotline: Hotline) -> tuple[str, str, str]:
    """Return what the address of a hotline is made of."""
    city, _, name = hotline.package.partition("/")
    return city, name, hotline.name


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to be saved."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return response
