"""Addresses of casework."""

from django.urls import path

from lingxing.engines.cases.views import (
    acting,
    aftercare,
    applying,
    bindings,
    calendar,
    case,
    desk,
    draft_papers,
    drafts,
    guide,
    lists,
    many,
    mine,
    overview,
    papers,
    sending,
    services,
    tracking,
)

app_name = "cases"
_SERVICE = "services/<slug:city>/<slug:name>/<slug:service_name>"

urlpatterns = [
    path("services/", services.services, name="services"),
    path(f"{_SERVICE}/", guide.guide, name="guide"),
    path(f"{_SERVICE}/apply/", applying.apply, name="apply"),
    path(f"{_SERVICE}/counter/", applying.counter, name="counter"),
    path("drafts/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<uuid:draft_id>/<int:number>/", drafts.step, name="draft-step"),
    path("drafts/<uuid:draft_id>/papers/", draft_papers.papers, name="draft-papers"),
    path("drafts/<uuid:draft_id>/check/", sending.check, name="draft-check"),
    path("drafts/<uuid:draft_id>/drop/", drafts.drop, name="drop-draft"),
    path("my/cases/", mine.mine, name="mine"),
    path("notices/", mine.notices, name="notices"),
    path("track/", tracking.track, name="track"),
    path("registers/<slug:city>/<slug:name>/<slug:service_name>/<slug:key>/", lists.register, name="register"),
    path("queues/<slug:city>/<slug:name>/<slug:service_name>/<slug:key>/", lists.queue, name="queue"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("cases/<uuid:case_id>/sent/", aftercare.sent_page, name="sent"),
    path("cases/<uuid:case_id>/reveal/", case.reveal, name="reveal"),
    path("cases/<uuid:case_id>/rate/", aftercare.rate, name="rate"),
    path("cases/<uuid:case_id>/act/<slug:act_name>/", acting.act, name="act"),
    path("cases/<uuid:case_id>/correct/<int:sequence>/", aftercare.correct, name="correct"),
    path("cases/<uuid:case_id>/files/<uuid:attachment_id>/", aftercare.attachment, name="attachment"),
    path("desk/", desk.desk, name="desk"),
    path("desk/many/", many.many, name="many"),
    path("overview/", overview.overview, name="overview"),
    path("overview/workbook.xlsx", overview.overview_workbook, name="overview-workbook"),
    path("desk/new/", desk.opening, name="opening"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("bindings/", bindings.bindings, name="bindings"),
    path("bindings/<slug:city>/<slug:name>/<slug:role>/", bindings.bind, name="bind"),
    path("papers/<uuid:paper_id>.pdf", papers.paper_pdf, name="paper-pdf"),
    path("papers/<uuid:paper_id>.docx", papers.paper_docx, name="paper-docx"),
    path("verify/", papers.verify, name="verify"),
    path("verify/<str:code>", papers.verify_paper, name="verify-paper"),
]
