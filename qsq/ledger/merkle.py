"""A Merkle tree after RFC 6962: one leaf is shown to be in it by as many hashes as it has floors."""

from collections.abc import Sequence

from qsq.domain.values.digests import DigestKind, hashed


def root_of(leaves: Sequence[bytes], kind: DigestKind = DigestKind.SHA256) -> str:
    """The root over all leaves, in hexadecimal."""
    return _root([_leaf(content, kind) for content in leaves], kind).hex()


def path_of(leaves: Sequence[bytes], index: int, kind: DigestKind = DigestKind.SHA256) -> tuple[bytes, ...]:
    """The hashes that lead from a leaf to the root, the leaf's neighbour first."""
    return _path([_leaf(content, kind) for content in leaves], index, kind)


def root_from(
    leaf: bytes, index: int, count: int, path: Sequence[bytes], kind: DigestKind = DigestKind.SHA256
) -> str:
    """The root to which a path leads from a leaf of a tree with so many; empty where it leads to none."""
    if not 0 <= index < count:
        return ""
    found, place, last = _leaf(leaf, kind), index, count - 1
    for other in path:
        if last == 0:
            return ""
        if place % 2 or place == last:
            found = _node(other, found, kind)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            found = _node(found, other, kind)
        place, last = place // 2, last // 2
    return found.hex() if last == 0 else ""


def _leaf(content: bytes, kind: DigestKind) -> bytes:
    return hashed(b"\0" + content, kind)


def _node(left: bytes, right: bytes, kind: DigestKind) -> bytes:
    return hashed(b"\1" + left + right, kind)


def _root(hashes: Sequence[bytes], kind: DigestKind) -> bytes:
    if not hashes:
        return hashed(b"", kind)
    if len(hashes) == 1:
        return hashes[0]
    half = _half(len(hashes))
    return _node(_root(hashes[:half], kind), _root(hashes[half:], kind), kind)


def _path(hashes: Sequence[bytes], index: int, kind: DigestKind) -> tuple[bytes, ...]:
    if len(hashes) == 1:
        return ()
    half = _half(len(hashes))
    if index < half:
        return (*_path(hashes[:half], index, kind), _root(hashes[half:], kind))
    return (*_path(hashes[half:], index - half, kind), _root(hashes[:half], kind))


def _half(count: int) -> int:
    """The largest power of two under a count."""
    return 1 << ((count - 1).bit_length() - 1)
