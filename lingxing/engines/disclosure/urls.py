"""Addresses of disclosure."""

from django.urls import path

from lingxing.engines.disclosure.views import changing, drafts, files, office, overview, visiting

app_name = "disclosure"

urlpatterns = [
    path("disclosure/", visiting.index, name="index"),
    path("disclosure/registers/", visiting.registers, name="registers"),
    path("disclosure/feed.atom", files.feed, name="feed"),
    path("disclosure/list.csv", files.list_csv, name="list-csv"),
    path("disclosure/list.xlsx", files.list_xlsx, name="list-xlsx"),
    path("disclosure/<slug:number>/", visiting.publication, name="publication"),
    path("disclosure/<slug:number>/object/", visiting.objecting, name="object"),
    path("disclosure/<slug:number>/code.svg", files.code, name="code"),
    path("disclosure/<slug:number>/table.csv", files.content_csv, name="content-csv"),
    path("disclosure/<slug:number>/table.xlsx", files.content_xlsx, name="content-xlsx"),
    path("publishing/", office.desk, name="desk"),
    path("publishing/release/", office.release, name="release"),
    path("publishing/decline/<int:order_id>/", office.decline, name="decline"),
    path("publishing/new/", drafts.new, name="new"),
    path("publishing/overview/", overview.overview, name="overview"),
    path("publishing/overview/workbook.xlsx", overview.overview_workbook, name="overview-workbook"),
    path("publishing/<uuid:key>/", drafts.draft, name="draft"),
    path("publishing/<uuid:key>/drop/", drafts.drop, name="drop"),
    path("publishing/<uuid:key>/correct/", changing.correct, name="correct"),
    path("publishing/<uuid:key>/withdraw/", changing.withdraw, name="withdraw"),
]
