"""Hash functions by name."""

import hashlib
from collections.abc import Iterator

import pytest

from sanbi.engine.integrity import DEFAULT_HASH, HASH_NAMES, digest
from sanbi.engine.integrity.hashes import is_digest, sm3_source
from sanbi.engine.integrity.sm3 import sm3_hex
from tests.engine.integrity.worked_examples import worked_example


@pytest.fixture
def fresh_source() -> Iterator[None]:
    sm3_source.cache_clear()
    yield
    sm3_source.cache_clear()


def test_hashes_of_the_page() -> None:
    rows = [line.split() for line in worked_example("package.md", "hashes").splitlines()]
    assert [name for name, _, _ in rows] == list(HASH_NAMES)
    for name, message, expected in rows:
        assert digest(message.strip('"').encode(), name) == expected  # type: ignore[arg-type]


def test_sha256_is_the_default() -> None:
    assert DEFAULT_HASH == "sha256"
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(memoryview(b"abc")) == digest(bytearray(b"abc")) == digest(b"abc")


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown hash function 'md5'; use one of sha256, sm3"):
        digest(b"", "md5")  # type: ignore[arg-type]


@pytest.mark.usefixtures("fresh_source")
def test_sm3_without_openssl_is_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(b"abc", "sm3")
    sm3_source.cache_clear()

    def refuse(name: str, *_: object, **__: object) -> None:
        raise ValueError(f"unsupported hash type {name}")  # what hashlib says without it

    monkeypatch.setattr(hashlib, "new", refuse)
    assert sm3_source() is sm3_hex
    assert digest(b"abc", "sm3") == before


@pytest.mark.skipif(
    "sm3" not in hashlib.algorithms_available, reason="the OpenSSL of this Python has no SM3"
)
@pytest.mark.usefixtures("fresh_source")
def test_sm3_of_openssl_is_preferred() -> None:
    assert sm3_source() is not sm3_hex


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("0" * 64, True),
        (digest(b""), True),
        (digest(b"").upper(), False),
        ("0" * 63, False),
        ("0" * 65, False),
        ("g" + "0" * 63, False),
        ("0" * 31 + " " + "0" * 32, False),
        ("٠" * 64, False),
        (None, False),
        (b"0" * 64, False),
    ],
)
def test_is_digest(text: object, right: bool) -> None:
    assert is_digest(text) is right
