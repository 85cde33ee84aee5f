"""Who acts for whom, from which day to which, and until it is recalled."""

import datetime as dt
import uuid

import pytest

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.people import queries
from lingxing.engines.parties.people.domain import Agency
from lingxing.engines.parties.people.models import PartyAccount
from lingxing.engines.parties.people.services import ensure_party
from lingxing.engines.parties.people.services_agents import NewAgent, add_agent, register_represented, revoke_agent
from lingxing.engines.parties.people.tests.people import AT, DAY, applicant, firm, person
from lingxing.engines.parties.services import set_active
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
BASIS = "授权委托书，委托人钱七"


def days(count):
    return dt.timedelta(days=count)


def test_an_account_acts_for_itself_and_for_those_it_represents():
    own = applicant()
    made = ensure_party(firm(), OPERATOR, AT)
    add_agent(made.pk, NewAgent(own.pk, Agency.LEGAL_REPRESENTATIVE, BASIS), OPERATOR, AT)
    cards = queries.parties_for(own.pk, DAY)
    assert [(card.name, card.relation_label) for card in cards] == [
        ("赵**", "本人"),
        ("云梦泽渔业有限公司", "法定代表人"),
    ]
    assert queries.may_act_for(own.pk, made.pk, DAY)
    assert queries.accounts_of(made.pk, DAY) == [own.pk]


@pytest.mark.parametrize(("offset", "may"), [(-1, False), (0, True), (10, True), (11, False)])
def test_an_agency_holds_from_its_first_to_its_last_day(offset, may):
    agent, made = account(role=Role.APPLICANT), ensure_party(person(), OPERATOR, AT)
    add_agent(made.pk, NewAgent(agent.pk, Agency.PROXY, BASIS, DAY + days(10)), OPERATOR, AT)
    on = DAY + days(offset)
    assert queries.may_act_for(agent.pk, made.pk, on) is may
    assert bool(queries.parties_for(agent.pk, on)) is may
    assert bool(queries.agents_of(made.pk, on)) is may


def test_a_recalled_agent_may_do_nothing_on_that_day_and_might_on_the_days_before():
    agent, made = account(role=Role.APPLICANT), ensure_party(person(), OPERATOR, AT)
    link = add_agent(made.pk, NewAgent(agent.pk, Agency.PROXY, BASIS), OPERATOR, AT)
    revoke_agent(link, OPERATOR, AT + days(3))
    assert [queries.may_act_for(agent.pk, made.pk, DAY + days(n)) for n in (0, 2, 3, 4)] == [True, True, False, False]
    with pytest.raises(LingxingError, match="已经取消"):
        revoke_agent(link, OPERATOR, AT + days(3))
    add_agent(made.pk, NewAgent(agent.pk, Agency.PROXY, BASIS), OPERATOR, AT + days(4))
    assert queries.may_act_for(agent.pk, made.pk, DAY + days(4))


def test_the_day_is_that_of_shanghai():
    # 2026-01-05 16:30 in UTC is half past midnight of the 6th in Shanghai.
    late = dt.datetime(2026, 1, 5, 16, 30, tzinfo=dt.UTC)
    agent, made = account(role=Role.APPLICANT), ensure_party(person(), OPERATOR, AT)
    link = add_agent(made.pk, NewAgent(agent.pk, Agency.PROXY, BASIS), OPERATOR, late)
    assert not queries.may_act_for(agent.pk, made.pk, DAY)
    assert queries.may_act_for(agent.pk, made.pk, DAY + days(1))
    revoke_agent(link, OPERATOR, late + days(1))
    assert queries.may_act_for(agent.pk, made.pk, DAY + days(1))
    assert not queries.may_act_for(agent.pk, made.pk, DAY + days(2))


def test_what_makes_no_sense_is_refused():
    own = applicant()
    party, made = queries.party_of(own.pk), ensure_party(person(), OPERATOR, AT)
    with pytest.raises(LingxingError, match="已经可以"):
        add_agent(party.pk, NewAgent(own.pk, Agency.PROXY, BASIS), OPERATOR, AT)
    with pytest.raises(LingxingError, match="截止日期已过"):
        add_agent(made.pk, NewAgent(own.pk, Agency.PROXY, BASIS, DAY - days(1)), OPERATOR, AT)
    with pytest.raises(LingxingError, match="没有这个账号"):
        add_agent(made.pk, NewAgent(uuid.UUID(int=1), Agency.PROXY, BASIS), OPERATOR, AT)
    with pytest.raises(LingxingError, match="没有这项授权"):
        revoke_agent(PartyAccount.objects.get(account=own).pk, OPERATOR, AT)


def test_a_declared_firm_is_new_or_refused():
    own = applicant()
    made = register_represented(own.pk, firm(), Agency.LEGAL_REPRESENTATIVE, "", AT)
    assert not queries.party_card(made.pk).verified
    assert queries.may_act_for(own.pk, made.pk, DAY)
    other = account(role=Role.APPLICANT)
    with pytest.raises(LingxingError, match="不能用所填的证件号码"):
        register_represented(other.pk, firm(), Agency.PROXY, "", AT)
    with pytest.raises(LingxingError, match="没有填写"):
        register_represented(other.pk, firm(code=""), Agency.PROXY, "", AT)
    assert queries.parties_for(other.pk, DAY) == []


def test_a_disabled_account_is_told_nothing():
    agent, made = account(role=Role.APPLICANT), ensure_party(person(), OPERATOR, AT)
    add_agent(made.pk, NewAgent(agent.pk, Agency.PROXY, BASIS), OPERATOR, AT)
    set_active(agent.pk, active=False, actor=OPERATOR, at=AT)
    assert queries.accounts_of(made.pk, DAY) == []


def test_the_ground_is_sealed_and_stays_out_of_the_ledger():
    agent, made = account(role=Role.APPLICANT), ensure_party(person(), OPERATOR, AT)
    add_agent(made.pk, NewAgent(agent.pk, Agency.GUARDIAN, BASIS), OPERATOR, AT)
    assert "钱七" not in PartyAccount.objects.get().basis_sealed
    assert [(card.basis, card.username) for card in queries.agents_of(made.pk, DAY)] == [(BASIS, "wenshu")]
    entries = list(ledger.entries(f"party:{made.pk}"))
    assert entries[-1].facts["agency"] == "guardian"
    assert "钱七" not in "".join(str(entry) for entry in entries)
