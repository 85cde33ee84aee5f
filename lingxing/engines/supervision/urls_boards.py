"""Addresses of boards, indicators, bulletins and yearly scores."""

from django.urls import path

from lingxing.engines.supervision.views import boards, bulletins, indicators, scores

urlpatterns = [
    path("supervision/boards/", boards.boards, name="boards"),
    path("supervision/boards/units/<int:unit>/", boards.unit_board, name="unit-board"),
    path("supervision/boards/plans/<uuid:plan>/", boards.plan_board, name="plan-board"),
    path("supervision/boards/items/", boards.items, name="board-items"),
    path("supervision/boards/items.xlsx", boards.items_workbook, name="board-items-workbook"),
    path("supervision/indicators/", indicators.indicators, name="indicators"),
    path("supervision/indicators/values/<uuid:value_id>/file", indicators.value_file, name="value-file"),
    path("supervision/indicators/<slug:city>/<slug:name>/", indicators.package, name="indicator-plan"),
    path("supervision/indicators/<slug:city>/<slug:name>/values.xlsx", indicators.sheet, name="indicator-sheet"),
    path("supervision/indicators/<slug:city>/<slug:name>/<slug:key>/", indicators.indicator, name="indicator"),
    path("supervision/bulletins/", bulletins.bulletins, name="bulletins"),
    path("supervision/bulletins/<uuid:key>/", bulletins.bulletin, name="bulletin"),
    path("supervision/bulletins/<uuid:key>/file.<slug:kind>", bulletins.bulletin_file, name="bulletin-file"),
    path("supervision/scores/", scores.scores, name="scores"),
    path("supervision/scores/<int:unit>/", scores.score, name="score"),
    path("supervision/assessments/<slug:city>/<slug:name>/", scores.assessment, name="assessment"),
]
