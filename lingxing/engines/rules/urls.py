"""Addresses of the rules."""

from django.urls import path

from lingxing.engines.rules.views import entitlements, lists, questions, rule, simulate

app_name = "rules"
urlpatterns = [
    path("rules/", lists.rules, name="rules"),
    path("rules/<slug:city>/<slug:name>/", rule.rule, name="rule"),
    path("rules/<slug:city>/<slug:name>/simulate/", simulate.simulate, name="simulate"),
    path("entitlements/", entitlements.entitlements, name="entitlements"),
    path("entitlements/<slug:city>/<slug:audience>/", questions.questions, name="questions"),
]
