"""The tree over the results of a notice: every leaf is in it, and nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.ledger.merkle import path_of, root_from, root_of

KNOWN = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f")]  # fmt: skip


@pytest.mark.parametrize(("count", "root"), KNOWN.items())
def test_roots_are_those_of_certificate_transparency(count: int, root: str) -> None:
    assert root_of(LEAVES[:count]) == root


def test_no_leaves_have_a_root_of_their_own() -> None:
    assert root_of([]) == sha256().hexdigest()


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=70, unique=True), st.data())
def test_a_leaf_is_in_the_tree_at_its_place_alone(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, path = root_of(leaves), path_of(leaves, index)
    assert root_from(leaves[index], index, len(leaves), path) == root
    assert root_from(leaves[index] + b"x", index, len(leaves), path) != root
    assert root_from(leaves[index], index, len(leaves), (*path, bytes(32))) != root
    other = data.draw(st.integers(-1, len(leaves)).filter(lambda place: place != index))
    assert root_from(leaves[index], other, len(leaves), path) != root
    if path:
        assert root_from(leaves[index], index, len(leaves), path[:-1]) != root
