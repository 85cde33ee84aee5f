"""Addresses of the auctions. Beside them the server itself answers /listings/<number>/stream (see `stream`)."""

from django.urls import path

from lingxing.engines.auctions.urls_intake import urlpatterns as intake
from lingxing.engines.auctions.urls_settling import urlpatterns as settling
from lingxing.engines.auctions.urls_stopping import urlpatterns as stopping
from lingxing.engines.auctions.urls_system import urlpatterns as system
from lingxing.engines.auctions.views import bidding, hall, watching

app_name = "auctions"

urlpatterns = [
    *intake,
    *system,
    *stopping,
    *settling,
    path("listings/<str:number>/", hall.hall, name="hall"),
    path("listings/<str:number>/bid/", bidding.bid, name="bid"),
    path("listings/<str:number>/bid/answer/", bidding.answer, name="bid-answer"),
    path("listings/<str:number>/bid/proxy/", bidding.proxy, name="bid-proxy"),
    path("listings/<str:number>/bid/proxy/revoke/", bidding.revoke, name="bid-revoke"),
    path("listings/<str:number>/bid/receipts/<str:key>/", bidding.receipt, name="receipt"),
    path("listing-watch/", watching.watched, name="watched"),
    path("listing-watch/<str:number>/", watching.watch, name="watch"),
]
