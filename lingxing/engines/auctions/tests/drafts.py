"""A draft as an officer types it, in an invented town, and the numbers that bind the sale."""

import datetime as dt

from lingxing.engines.auctions.domain.terms import Rules

DRAFT = {
    "location": "云梦泽市苇荡大道以北",
    "county": "苇荡区",
    "area": "12,345.67",
    "use": "城镇住宅用地",
    "term_years": "70年",
    "planning": "容积率≤2.0\n绿地率≥35%",
    "other_conditions": "",
    "starting_price": "1.2亿元",
    "increment": "100万元",
    "deposit": "2400万元",
    "has_reserve": "yes",
    "joint_bidding": "yes",
    "opens_at": "2026-12-25 09:00",
    "closes_at": "2027-01-05 10:00",
    "deposit_due_at": "2027-01-03 17:00",
    "media": "中国土地市场网\n出让人网站",
    "payee": "云梦泽市土地交易中心",
    "bank": "云梦泽银行苇荡支行",
    "account": "6200 0000 1234 5678",
    "contact": "苇荡大道1号，0000-1234567",
}
"""Announced on 4 December 2026 it opens 21 days later and is listed for 11 days and an hour."""

RULES = Rules(
    announcement_days=20,
    listing_days=10,
    extension_days=20,
    reserve_window=dt.timedelta(minutes=30),
    question_time=dt.timedelta(minutes=5),
    countdown=dt.timedelta(minutes=5),
    prompts=3,
    prompt_time=dt.timedelta(minutes=1),
    resumption_days=5,
)
