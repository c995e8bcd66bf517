"""The digests by which a ledger can be kept: SHA-256, or SM3 (GB/T 32905) where 国密 is asked for."""

import hashlib
from enum import StrEnum

from qsq.domain.faults import QsqError, message


class DigestKind(StrEnum):
    """How events are chained; both give 64 signs of hexadecimal."""

    SHA256 = "sha256"
    SM3 = "sm3"


def hashed(content: bytes, kind: DigestKind = DigestKind.SHA256) -> bytes:
    """The digest of some content.

    Raises:
        QsqError: this Python comes without SM3.
    """
    if kind is DigestKind.SHA256:
        return hashlib.sha256(content).digest()
    if not is_known(kind):
        raise QsqError(
            message("this ledger is kept by SM3, which this Python does not know; take one with OpenSSL 3")
        )
    return hashlib.new(kind, content).digest()


def is_known(kind: DigestKind) -> bool:
    """Whether this Python knows a digest: SM3 comes with OpenSSL, not with Python."""
    return str(kind) in hashlib.algorithms_available
