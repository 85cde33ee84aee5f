"""Proofs from the tree that is kept are those of a tree built for them."""

import datetime as dt
import random

import pytest

from lingxing.engines.ledger import queries
from lingxing.engines.ledger.domain.proofs import Inclusion
from lingxing.engines.ledger.models import CheckpointLeaf
from lingxing.engines.ledger.queries import kept
from lingxing.engines.ledger.queries.checkpoints import proofs
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.ledger.tests.test_checkpoints import AT, act
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.verdicts import Evidence

pytestmark = pytest.mark.django_db


def test_every_stream_is_proven_as_by_a_tree_of_its_own():
    chance = random.Random(11)
    for number in range(1, 5):
        act(*(f"case:{chance.randrange(20)}" for _ in range(chance.randrange(1, 9))))
        made = make_checkpoint(AT + number * dt.timedelta(hours=1))
        names = [*(f"case:{n}" for n in range(20)), "a", "case", "z", "案"]
        few, whole = kept.few_proofs(made), proofs(names, made.number)
        for name in names:
            proof = few.of(name)
            assert proof == whole.of(name)
            assert proof.holds(made)


def test_the_tree_is_built_once(django_assert_num_queries):
    act("case:1", "case:2")
    made = make_checkpoint(AT)
    kept.few_proofs(made)
    with django_assert_num_queries(1):
        assert isinstance(kept.few_proofs(made).of("case:1"), Inclusion)
    with django_assert_num_queries(3):
        kept.few_proofs(made).of("case:3")


def test_a_leaf_that_is_not_in_the_signed_tree_proves_nothing():
    act("case:1", "case:2")
    made = make_checkpoint(AT)
    kept.few_proofs(made)
    CheckpointLeaf.objects.bulk_create([CheckpointLeaf(number=1, stream="case:1", length=2, head="0" * 64)])
    with pytest.raises(LingxingError, match="与签名的根不符"):
        kept.few_proofs(made).of("case:1")


def test_an_export_of_one_stream_is_verified_again_and_again():
    act("case:1", "case:2")
    make_checkpoint(AT)
    for stream in ("case:1", "case:2", "case:1"):
        assert verify_export(list(queries.export(AT, [stream])), Evidence()).faults == []
