"""Addresses of the auctions."""

from django.urls import URLPattern

app_name = "auctions"

urlpatterns: list[URLPattern] = []
