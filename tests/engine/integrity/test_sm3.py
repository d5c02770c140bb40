"""SM3 in pure Python against the standard's examples and against OpenSSL."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity.sm3 import sm3_hex

offered = "sm3" in hashlib.algorithms_available


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"abc", "66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0"),
        (b"abcd" * 16, "debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732"),
    ],
    ids=["GB/T 32905 A.1", "GB/T 32905 A.2"],
)
def test_examples_of_the_standard(message: bytes, expected: str) -> None:
    assert sm3_hex(message) == expected.replace(" ", "")
    assert sm3_hex(bytearray(message)) == sm3_hex(memoryview(message)) == sm3_hex(message)


@pytest.mark.skipif(not offered, reason="the OpenSSL of this Python has no SM3 to compare with")
@given(st.binary(max_size=300))
def test_same_as_openssl(message: bytes) -> None:
    assert sm3_hex(message) == hashlib.new("sm3", message).hexdigest()


@pytest.mark.skipif(not offered, reason="the OpenSSL of this Python has no SM3 to compare with")
def test_same_as_openssl_at_every_padding() -> None:
    for length in range(130):
        message = bytes(range(length))
        assert sm3_hex(message) == hashlib.new("sm3", message).hexdigest()
