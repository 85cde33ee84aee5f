"""Addresses of accounts, one's own data, duties and the tree of organs."""

from django.urls import path

from lingxing.engines.parties.certificates import views as certificates
from lingxing.engines.parties.certificates import views_desk as certificates_desk
from lingxing.engines.parties.views import accounts, counter, duties, me, organs, registering

app_name = "parties"

urlpatterns = [
    path("sign-in", accounts.sign_in, name="sign-in"),
    path("sign-out", accounts.sign_out, name="sign-out"),
    path("register", registering.register, name="register"),
    path("account", accounts.password, name="password"),
    path("me", me.me, name="me"),
    path("me/declare", me.declare, name="declare"),
    path("me/contact", me.contact, name="contact"),
    path("me/consent", me.consent, name="consent"),
    path("me/agents/new", me.agent, name="agent"),
    path("me/agents/<int:link>/revoke", me.revoke, name="revoke-agent"),
    path("me/represented/new", me.represented, name="represented"),
    path("me/stand-in", duties.own_stand_in, name="own-stand-in"),
    path("me/stand-in/<int:stand_in_id>/end", duties.end_own_stand_in, name="end-own-stand-in"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/challenge", certificates.challenge, name="certificate-challenge"),
    path("certificates/new", certificates.register, name="certificate-new"),
    path("certificates/prove", certificates.prove, name="certificate-prove"),
    path("certificates/<int:certificate_id>/loss", certificates.loss, name="certificate-loss"),
    path("certificates/desk/", certificates_desk.desk, name="certificate-desk"),
    path("members", duties.members, name="members"),
    path("members/<int:membership_id>/end", duties.end_member, name="end-membership"),
    path("members/stand-ins", duties.all_stand_ins, name="stand-ins"),
    path("members/stand-ins/<int:stand_in_id>/end", duties.end_any_stand_in, name="end-stand-in"),
    path("counter", counter.counter, name="counter"),
    path("counter/new", counter.enter, name="counter-entry"),
    path("counter/<uuid:party_id>", counter.party, name="counter-party"),
    path("organ-tree", organs.tree, name="organ-tree"),
    path("organ-tree/<int:organ_id>", organs.organ, name="organ"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/<uuid:account_id>", accounts.account, name="account"),
    path("accounts/<uuid:account_id>/<slug:act>", accounts.change_account, name="change-account"),
]
