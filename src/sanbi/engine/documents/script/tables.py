"""Which characters are traditional, and what each is alone."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC

LIMIT = 0.05  # a document with a larger share of traditional characters is a traditional one
FIRST, LAST = 0x3400, 0x9FFF


@lru_cache(maxsize=1)
def converter() -> OpenCC:
    """OpenCC from traditional to simplified, with its phrases."""
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _forms() -> dict[int, int]:
    """Code of a character → code of its simplified form, where the two differ."""
    alone = [chr(code) for code in range(FIRST, LAST + 1)]
    told = converter().convert("\n".join(alone)).split("\n")
    return {
        ord(old): ord(new)
        for old, new in zip(alone, told, strict=True)
        if old != new and len(new) == 1
    }


def simple_form(character: str) -> str:
    """The simplified form of a character that stands alone."""
    code = ord(character)
    return chr(_forms().get(code, code))


def by_character(text: str) -> str:
    """Each character in its simplified form, whatever stands beside it."""
    return text.translate(_forms())


@lru_cache(maxsize=1)
def traditional_characters() -> frozenset[str]:
    """The characters that simplified text does not use: they change and are not in GB 2312.

    乾, 著, 徵 and others live in simplified text too, in names and learned words.
    """
    return frozenset(chr(code) for code in _forms() if not _in_gb2312(chr(code)))


@lru_cache(maxsize=1)
def simplified_only_characters() -> frozenset[str]:
    """The characters that traditional text does not use: the simplified forms of others.

    A form that is a traditional character of its own (后, 里, 干, 台) is not among them.
    """
    old = OpenCC("s2t")
    targets = sorted({chr(code) for code in _forms().values()})
    back = old.convert("\n".join(targets)).split("\n")
    return frozenset(
        new for new, other in zip(targets, back, strict=True) if new != other and _lost(new)
    )


def _lost(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _weights() -> dict[int, str]:
    """A table that leaves ``t`` for a traditional character and ``h`` for another Han one."""
    old = traditional_characters()
    return {code: "t" if chr(code) in old else "h" for code in range(FIRST, LAST + 1)}


def traditional_share(text: str) -> float:
    """Which share of the Han characters is traditional, 0 to 1; 0 where there are none."""
    marks = text.translate(_weights())
    old, other = marks.count("t") - text.count("t"), marks.count("h") - text.count("h")
    return old / (old + other) if old + other else 0.0


def is_traditional(text: str) -> bool:
    """Whether more than 5 % of the Han characters are traditional."""
    return traditional_share(text) > LIMIT
