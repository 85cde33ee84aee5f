"""The tree: the published examples of Certificate Transparency, and paths against a definition of their own."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger.domain.merkle import EMPTY, Tree, leaf_hash, root_from_path, root_of

# Test data of the reference implementation of RFC 6962: eight leaves and the roots over the first one, two, … eight.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
TREES = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def by_definition(leaves):
    """The root as RFC 9162, 2.1.1, defines it: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("count", range(1, 9))
def test_the_published_roots(count):
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:count]]
    assert root_of(hashes).hex() == Tree(b"".join(hashes)).root.hex() == ROOTS[count - 1]


def test_the_empty_tree():
    assert root_of([]) == Tree(b"").root == EMPTY == hashlib.sha256(b"").digest()
    assert Tree(b"").size == 0


@given(TREES)
def test_both_ways_to_the_root_agree_with_the_definition(leaves):
    hashes = [leaf_hash(leaf) for leaf in leaves]
    tree = Tree(b"".join(hashes))
    assert root_of(hashes) == tree.root == by_definition(leaves)
    assert tree.size == len(leaves)


@given(TREES, st.data())
def test_every_path_leads_to_the_root_and_no_other_one_does(leaves, data):
    hashes = [leaf_hash(leaf) for leaf in leaves]
    tree, size = Tree(b"".join(hashes)), len(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = tree.path(index)
    assert root_from_path(hashes[index], index, size, path) == tree.root
    assert root_from_path(leaf_hash(b"another leaf"), index, size, path) != tree.root
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        assert root_from_path(hashes[index], other, size, path) != tree.root or hashes[other] == hashes[index]
    assert root_from_path(hashes[index], index, size, (*path, bytes(32))) is None
    assert root_from_path(hashes[index], index, size, path[:-1]) is None or not path
    for place, sister in enumerate(path):
        changed = (*path[:place], bytes([sister[0] ^ 1]) + sister[1:], *path[place + 1 :])
        assert root_from_path(hashes[index], index, size, changed) != tree.root


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_path_beyond_the_leaves(index):
    tree = Tree(b"".join(map(leaf_hash, [b"a", b"b", b"c"])))
    with pytest.raises(IndexError):
        tree.path(index)
    assert root_from_path(leaf_hash(b"a"), index, 3, ()) is None


def test_a_node_does_not_pass_for_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != Tree(left + right).root
