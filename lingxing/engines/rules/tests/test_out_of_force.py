"""The page of rules that are not in force on the day says so once, and leads to a day on which they are."""

import re

import pytest

pytestmark = pytest.mark.django_db

TALENT = "/rules/yunmeng/talent_2026/"


@pytest.fixture(autouse=True)
def _invented(invented):
    pass


def answered(client, day):
    page = client.post(f"{TALENT}?on={day}", {"act": "calculate"}).content.decode()
    return re.search(r'<section id="answer".*?</section>', page, re.DOTALL).group()


def test_after_its_last_day_a_rule_gives_a_notice_and_no_results(client):
    told = answered(client, "2030-01-01")
    assert "notice--warn" in told
    assert '<div class="results"></div>' in told


def test_while_it_is_in_force_it_gives_results(client):
    assert '<div class="results"></div>' not in answered(client, "2026-01-15")
