"""What is sealed comes out as it went in, or not at all."""

import io

import pytest

from portal.operation.backups import sealing
from portal.operation.backups.sealing import MAGIC, BrokenSealError, Sealed, opened

WORD = "eine Passphrase für Tests"


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(sealing, "PIECE", 100)


def seal(data: bytes) -> bytes:
    target = io.BytesIO()
    sealed = Sealed(target, WORD)
    sealed.write(data)
    sealed.close()
    return target.getvalue()


def unseal(data: bytes, word: str = WORD) -> bytes:
    return b"".join(opened(io.BytesIO(data), word))


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 1_000])
def test_it_comes_out_as_it_went_in(size):
    data = bytes(size)
    assert unseal(seal(data)) == data


def test_nothing_of_it_can_be_read_from_outside():
    assert b"geheim" not in seal(b"geheim" * 50)


def test_another_passphrase_opens_nothing():
    with pytest.raises(BrokenSealError):
        unseal(seal(b"geheim"), "eine ganz andere Passphrase")


@pytest.mark.parametrize("place", [0, len(MAGIC), len(MAGIC) + 16, len(MAGIC) + 23, -1, -117, -200])
def test_a_flipped_bit_is_noticed(place):
    sealed = bytearray(seal(bytes(250)))
    sealed[place] ^= 1
    with pytest.raises(BrokenSealError):
        unseal(bytes(sealed))


@pytest.mark.parametrize("end", [10, 50, 54, 54 + 116, 54 + 232, -1])
def test_an_end_cut_off_is_noticed(end):
    """Also between two pieces."""
    with pytest.raises(BrokenSealError):
        unseal(seal(bytes(250))[:end])


def test_pieces_cannot_be_exchanged():
    sealed = seal(bytes(250))
    head, one, two, rest = sealed[:54], sealed[54:170], sealed[170:286], sealed[286:]
    with pytest.raises(BrokenSealError):
        unseal(head + two + one + rest)
