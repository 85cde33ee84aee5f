"""The packages by whose rules land is sold, and the numbers that bind a sale."""

import datetime as dt
from collections.abc import Mapping

from lingxing.engines.auctions.domain.terms import Rules, rules_on
from lingxing.kernel.errors import NotFound
from lingxing.language.listings import Listing
from lingxing.language.packages import find_packages, load_package
from lingxing.language.packages.errors import WrongPackage


def listing_packages(on: dt.date) -> Mapping[str, str]:
    """Return the packages on listing sales that are in force on the day: id → city and title, by id."""
    found = {}
    for identifier in sorted(find_packages()):
        try:
            package = load_package(identifier)
            policy, declared = package.policy, package.listing
        except WrongPackage:
            # What is wrong with a package is told where packages are checked, not to who sells land.
            continue
        if declared and policy.effective <= on and (policy.expires is None or on <= policy.expires):
            found[identifier] = f"{policy.city} {policy.title}（{policy.document_number}）".strip()
    return found


def listing_of(package: str) -> Listing:
    """Return what a package declares on listing sales. NotFound where it declares nothing."""
    found = load_package(package).listing
    if found is None:
        raise NotFound("这份文件不规定网上挂牌", where=package, remedy="请从列出的规则中选择")
    return found


def listing_title(package: str) -> str:
    """Return title and number of the document, as announcements cite it."""
    policy = load_package(package).policy
    return f"《{policy.instrument or policy.title}》（{policy.document_number}）"


def rules_of(package: str, on: dt.date) -> Rules:
    """Return the numbers that bind a sale announced on the day. NotFound as in `listing_of`."""
    return rules_on(listing_of(package), on)
