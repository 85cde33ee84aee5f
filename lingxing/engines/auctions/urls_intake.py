"""Addresses of announcements, applications, deposits and reserve prices."""

from django.urls import path

from lingxing.engines.auctions.views import (
    applicants,
    applying,
    deposits,
    drafting,
    feeds,
    listings,
    publishing,
    reserves,
)

_LOT = "listings/<slug:number>"
_DESK = "listing-desk/<slug:number>"

urlpatterns = [
    path("listings/", listings.listings, name="listings"),
    path("listings/feed.atom", feeds.announced, name="feed"),
    path("listings/results.atom", feeds.results, name="results-feed"),
    path(f"{_LOT}/announcements/", listings.versions, name="announcements"),
    path(f"{_LOT}/announcements/<int:place>/", listings.version, name="announcement"),
    path(f"{_LOT}/announcements/<int:place>.pdf", listings.version_pdf, name="announcement-pdf"),
    path(f"{_LOT}/files/<uuid:key>/", listings.lot_file, name="lot-file"),
    path(f"{_LOT}/apply/", applying.apply, name="apply"),
    path("my/listings/", applying.mine, name="mine"),
    path("my/listings/<uuid:key>/", applying.own, name="own-application"),
    path("my/listings/<uuid:key>/files/<uuid:file>/", applying.own_file, name="own-file"),
    path("listing-desk/", drafting.desk, name="desk"),
    path("listing-desk/new/", drafting.new, name="lot-new"),
    path("listing-desk/money/", deposits.money, name="money"),
    path("listing-desk/money/statement/", deposits.statement, name="statement"),
    path("listing-desk/money/<int:line>/return/", deposits.give_back, name="give-back"),
    path("listing-desk/guarantee/", deposits.guarantee, name="guarantee"),
    path(f"{_DESK}/draft/", drafting.draft, name="lot-draft"),
    path(f"{_DESK}/files/", drafting.files, name="lot-files"),
    path(f"{_DESK}/files/<uuid:key>/", drafting.look_at_file, name="draft-file"),
    path(f"{_DESK}/files/<uuid:key>/remove/", drafting.remove_file, name="remove-file"),
    path(f"{_DESK}/announce/", publishing.announcing, name="announce"),
    path(f"{_DESK}/supplement/", publishing.supplementing, name="supplement"),
    path(f"{_DESK}/applications/", applicants.applications, name="applications"),
    path(f"{_DESK}/applications/<uuid:key>/", applicants.application, name="application"),
    path(f"{_DESK}/applications/<uuid:key>/files/<uuid:file>/", applicants.supporting, name="supporting-file"),
    path("listing-watch/<slug:number>/reserve/", reserves.supervise, name="reserve"),
    path("listing-watch/<slug:number>/reserve/key.json", reserves.key, name="reserve-key"),
    path("listing-watch/<slug:number>/reserve/code/", reserves.code, name="reserve-code"),
    path("listing-upkeep/", reserves.waiting, name="reserve-imports"),
    path("listing-upkeep/<slug:number>/reserve/", reserves.carry_in, name="reserve-import"),
]
