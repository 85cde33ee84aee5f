"""Addresses of the library."""

from django.urls import path

from lingxing.engines.documents.views import document, downloads, editing, feed, gazettes, library, organs

app_name = "documents"
urlpatterns = [
    path("", library.home, name="home"),
    path("search/", library.search, name="search"),
    path("expiring/", library.expiring, name="expiring"),
    path("lapsed/", library.lapsed, name="lapsed"),
    path("tasks/", library.tasks, name="tasks"),
    path("tasks.xlsx", downloads.tasks_xlsx, name="tasks-xlsx"),
    path("deadlines.ics", downloads.deadlines_ics, name="deadlines-ics"),
    path("feed.atom", feed.feed, name="feed"),
    path("organs/", organs.organs, name="organs"),
    path("organs/unresolved/", organs.unresolved, name="unresolved"),
    path("organs/assign/", organs.assign, name="assign"),
    path("organs/<int:organ_id>/", organs.organ, name="organ"),
    path("organs/<int:organ_id>/tasks.xlsx", organs.organ_workbook, name="organ-xlsx"),
    path("organs/<int:organ_id>/deadlines.ics", organs.organ_calendar, name="organ-ics"),
    path("organs/<int:organ_id>/merge/", organs.merge, name="merge"),
    path("organs/<int:organ_id>/separate/", organs.separate, name="separate"),
    path("problems/", editing.problems, name="problems"),
    path("problems/<int:problem_id>/resolve/", editing.resolve, {"act": "resolve"}, name="resolve"),
    path("problems/<int:problem_id>/reopen/", editing.resolve, {"act": "reopen"}, name="reopen"),
    path("gazettes/", gazettes.gazettes, name="gazettes"),
    path("gazettes/import/", gazettes.upload, name="upload"),
    path("gazettes/<int:gazette_id>/", gazettes.gazette, name="gazette"),
    path("documents/<str:key>.xml", downloads.document_xml, name="document-xml"),
    path("documents/<str:key>.pdf", downloads.document_pdf, name="document-pdf"),
    path("documents/<str:key>.docx", downloads.document_docx, name="document-docx"),
    path("documents/<str:key>.json", downloads.document_json, name="document-json"),
    path("documents/<str:key>.xlsx", downloads.document_xlsx, name="document-xlsx"),
    path("documents/<str:key>.ics", downloads.document_ics, name="document-ics"),
    path("documents/<str:key>/", document.document, name="document"),
    path("documents/<str:key>/raw/", document.raw, name="raw"),
    path("documents/<str:key>/versions/", document.versions, name="versions"),
    path("documents/<str:key>/versions/<int:version>/", document.changes, name="changes"),
    path("documents/<str:key>/correct/", editing.correct, name="correct"),
]
