"""A stream of bytes, sealed with a passphrase: AES-256-GCM in pieces, so that no file is too big for memory.

The pieces are numbered, and the last one says that it is the last (the STREAM construction of Hoang et al.):
a flipped byte, a piece that is missing, moved or from elsewhere, and an end cut off are all noticed.
"""

import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"Integrationsportal-Sicherung 1\n"
SALT, PREFIX, TAG = 16, 7, 16  # bytes
PIECE = 1024 * 1024


class BrokenSealError(Exception):
    """Not what was sealed, or not with this passphrase; which of both cannot be told."""


class Sealed:
    """Something to write into, for tarfile; what arrives is sealed piece by piece."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt, self.prefix = os.urandom(SALT), os.urandom(PREFIX)
        self.target, self.cipher, self.count, self.waiting = target, cipher(passphrase, salt), 0, bytearray()
        target.write(MAGIC + salt + self.prefix)

    def write(self, data: bytes) -> int:
        self.waiting += data
        while len(self.waiting) > PIECE:  # never all of it: the last piece must be known when it is sealed
            self.seal(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        self.seal(bytes(self.waiting), last=True)

    def seal(self, piece: bytes, *, last: bool) -> None:
        self.target.write(self.cipher.encrypt(nonce(self.prefix, self.count, last=last), piece, MAGIC))
        self.count += 1


def opened(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """The pieces in order. Raises BrokenSealError, at the end of the stream at the latest: only when all
    pieces have come may any be trusted."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BrokenSealError
    salt, prefix = source.read(SALT), source.read(PREFIX)
    if len(prefix) != PREFIX:
        raise BrokenSealError
    key, piece, count = cipher(passphrase, salt), source.read(PIECE + TAG), 0
    while True:
        following = source.read(PIECE + TAG)
        try:
            yield key.decrypt(nonce(prefix, count, last=not following), piece, MAGIC)
        except InvalidTag as error:
            raise BrokenSealError from error
        if not following:
            return
        piece, count = following, count + 1


def cipher(passphrase: str, salt: bytes) -> AESGCM:
    """Deriving the key is slow on purpose (32 MB, about a tenth of a second)."""
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def nonce(prefix: bytes, count: int, *, last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([last])
