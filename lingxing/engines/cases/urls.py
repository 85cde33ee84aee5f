"""Addresses of casework."""

from django.urls import path

from lingxing.engines.cases.views import (
    applying,
    bindings,
    calendar,
    desk,
    draft_papers,
    drafts,
    papers,
    sending,
    services,
)

app_name = "cases"
_SERVICE = "services/<slug:city>/<slug:name>/<slug:service_name>"

urlpatterns = [
    path("services/", services.services, name="services"),
    path(f"{_SERVICE}/apply/", applying.apply, name="apply"),
    path(f"{_SERVICE}/counter/", applying.counter, name="counter"),
    path("drafts/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<uuid:draft_id>/<int:number>/", drafts.step, name="draft-step"),
    path("drafts/<uuid:draft_id>/papers/", draft_papers.papers, name="draft-papers"),
    path("drafts/<uuid:draft_id>/check/", sending.check, name="draft-check"),
    path("drafts/<uuid:draft_id>/drop/", drafts.drop, name="drop-draft"),
    path("desk/", desk.desk, name="desk"),
    path("desk/new/", desk.opening, name="opening"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("bindings/", bindings.bindings, name="bindings"),
    path("bindings/<slug:city>/<slug:name>/<slug:role>/", bindings.bind, name="bind"),
    path("papers/<uuid:paper_id>.pdf", papers.paper_pdf, name="paper-pdf"),
    path("papers/<uuid:paper_id>.docx", papers.paper_docx, name="paper-docx"),
    path("verify/", papers.verify, name="verify"),
    path("verify/<str:code>", papers.verify_paper, name="verify-paper"),
]
