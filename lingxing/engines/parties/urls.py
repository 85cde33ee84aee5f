"""Addresses of accounts."""

from django.urls import path

from lingxing.engines.parties import views

app_name = "parties"

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("account", views.password, name="password"),
    path("accounts", views.accounts, name="accounts"),
    path("accounts/<uuid:account_id>", views.account, name="account"),
    path("accounts/<uuid:account_id>/<slug:act>", views.change_account, name="change-account"),
]
