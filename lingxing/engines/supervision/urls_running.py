"""Addresses of plans, matters, units, records, measures."""

from django.urls import path

from lingxing.engines.supervision.views import matters, measures, plans, tasks, units

urlpatterns = [
    path("supervision/plans/", plans.plans, name="plans"),
    path("supervision/plans/open/", plans.open_plan, name="open-plan"),
    path("supervision/plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("supervision/plans/<uuid:plan_id>/change/", plans.change_plan, name="change-plan"),
    path("supervision/plans/<uuid:plan_id>/tasks/new/", tasks.new_task, name="new-plan-task"),
    path("supervision/plans/<uuid:plan_id>/tasks/<int:task_id>/", tasks.task, name="plan-task"),
    path("supervision/waiting/", matters.waiting, name="waiting"),
    path("supervision/entry/", matters.entry, name="entry"),
    path("supervision/entry/form.xlsx", matters.entry_sheet, name="entry-sheet"),
    path("supervision/items/<uuid:item_id>/", matters.item, name="item"),
    path("supervision/items/<uuid:item_id>/records/", matters.new_record, name="new-record"),
    path("supervision/items/<uuid:item_id>/file.pdf", matters.archive, name="archive"),
    path("supervision/records/<uuid:record_id>/share/", matters.share, name="share-record"),
    path("supervision/records/files/<uuid:file_id>", matters.record_file, name="record-file"),
    path("supervision/mine/", units.mine, name="mine"),
    path("supervision/mine/answers.xlsx", units.sheet, name="answer-sheet"),
    path("supervision/proposals/", measures.proposals, name="proposals"),
    path("supervision/proposals/decide/", measures.decide, name="decide"),
    path("supervision/draws/", measures.drawing, name="draws"),
    path("supervision/draws/<uuid:draw_id>/draw/", measures.draw_now, name="draw-now"),
    path("supervision/circulars/", measures.circular_list, name="circulars"),
]
