"""The page about what runs by itself: for administrators, with nothing of any case."""

import datetime as dt

import pytest
from django.urls import reverse

from lingxing.engines.cases.models import OutboxMessage
from lingxing.engines.cases.services.sweeping import held, sweep
from lingxing.engines.cases.tests.office import AT


@pytest.fixture
def page(client, office):
    client.force_login(office.administrator)
    return lambda: client.get(reverse("cases:upkeep")).content.decode()


def test_it_says_when_the_sweep_last_ran(page):
    assert "还没有检查过" in page()
    sweep(AT)
    assert "2026-03-02 09:00:00" in page()


def test_a_held_sweep_is_resumed_here(page, client):
    sweep(AT)
    sweep(AT - dt.timedelta(days=2))
    assert "系统时间倒退了2天" in page()
    client.post(reverse("cases:upkeep"))
    assert held() == ""
    assert "已暂停" not in page()


def test_messages_that_did_not_leave_show_a_reason_and_no_address(page):
    OutboxMessage.objects.create(
        channel="email", sealed="0001.x", created_at=AT, due_at=None, attempts=8, failure="邮件服务器拒绝（554）"
    )
    text = page()
    assert "邮件服务器拒绝（554）" in text
    assert "不再发送" in text


@pytest.mark.parametrize("name", ["applicant", "clerk", "supervisor"])
def test_others_are_refused(client, office, name):
    client.force_login(getattr(office, name))
    assert client.get(reverse("cases:upkeep")).status_code == 403
    assert client.post(reverse("cases:upkeep")).status_code == 403
