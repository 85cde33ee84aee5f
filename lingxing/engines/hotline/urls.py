"""Addresses of the hotline's pages."""

from django.urls import path

from lingxing.engines.hotline.views import desk, files, office, public

app_name = "hotline"
_ONE = "hotline/<slug:city>/<slug:name>/<slug:service>/"

urlpatterns = [
    path("hotline/", public.index, name="index"),
    path("hotline/track/", public.track, name="track"),
    path("hotline-desk/", desk.desk, name="desk"),
    path("hotline/knowledge/<int:key>/", public.article, name="article"),
    path("hotline/tickets/<uuid:ticket_id>/", desk.ticket, name="ticket"),
    path("hotline/tickets/<uuid:ticket_id>/caller/", desk.caller, name="caller"),
    path("hotline/tickets/<uuid:ticket_id>/files/", files.add_file, name="enclose"),
    path("hotline/tickets/<uuid:ticket_id>/files/<uuid:key>/", files.enclosed_file, name="file"),
    path(_ONE, public.start, name="start"),
    path(f"{_ONE}ask/", public.ask, name="ask"),
    path(f"{_ONE}numbers/", public.numbers, name="numbers"),
    path(f"{_ONE}figures/", public.figures, name="figures"),
    path(f"{_ONE}call/", desk.call, name="call"),
    path(f"{_ONE}hints/", desk.hints, name="hints"),
    path(f"{_ONE}tickets/", office.tickets, name="tickets"),
    path(f"{_ONE}board/", office.boards, name="board"),
    path(f"{_ONE}board/workbook.xlsx", office.board_workbook, name="board-workbook"),
    path(f"{_ONE}publish/", office.publish, name="publish"),
    path(f"{_ONE}calls/", office.calls, name="calls"),
    path(f"{_ONE}knowledge/", office.knowledge, name="knowledge"),
    path(f"{_ONE}knowledge/new/", office.write, name="write"),
    path(f"{_ONE}knowledge/<int:key>/edit/", office.write, name="rewrite"),
    path(f"{_ONE}knowledge/<int:key>/versions/", office.article_versions, name="article-versions"),
]
