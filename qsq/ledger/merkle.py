"""A Merkle tree after RFC 6962: one leaf is shown to be in it by as many hashes as it has floors."""

from collections.abc import Sequence
from hashlib import sha256


def root_of(leaves: Sequence[bytes]) -> str:
    """The root over all leaves, in hexadecimal."""
    return _root([_leaf(content) for content in leaves]).hex()


def path_of(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from a leaf to the root, the leaf's neighbour first."""
    return _path([_leaf(content) for content in leaves], index)


def root_from(leaf: bytes, index: int, count: int, path: Sequence[bytes]) -> str:
    """The root to which a path leads from a leaf of a tree with so many; empty where it leads to none."""
    if not 0 <= index < count:
        return ""
    found, place, last = _leaf(leaf), index, count - 1
    for other in path:
        if last == 0:
            return ""
        if place % 2 or place == last:
            found = _node(other, found)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            found = _node(found, other)
        place, last = place // 2, last // 2
    return found.hex() if last == 0 else ""


def _leaf(content: bytes) -> bytes:
    return sha256(b"\0" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def _root(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    half = _half(len(hashes))
    return _node(_root(hashes[:half]), _root(hashes[half:]))


def _path(hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    if len(hashes) == 1:
        return ()
    half = _half(len(hashes))
    if index < half:
        return (*_path(hashes[:half], index), _root(hashes[half:]))
    return (*_path(hashes[half:], index - half), _root(hashes[:half]))


def _half(count: int) -> int:
    """The largest power of two under a count."""
    return 1 << ((count - 1).bit_length() - 1)
