"""`python -m benchmarks.reading`: how long it takes to read a document whole, and how that grows.

Beside it the same text goes through OpenCC and one regular expression, which repair and find
nothing. Processor seconds of one thread.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from functools import partial

from opencc import OpenCC

from benchmarks.reporting import machine
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.whole import read_document
from tests.support.damage.forward import damaged
from tests.support.damage.prose import bulletin

SIZES = (250_000, 500_000, 1_000_000, 2_000_000)  # bytes of UTF-8
DAMAGED_EACH = 5  # bulletins, of which one is damaged
PAGE = 30_000  # seeds from here on are used nowhere else
GOAL = 5.0
WORD = re.compile(r"[\u4e00-\u9fff]{2,4}(?:局|镇|乡|县|委)|\d+(?:\.\d+)?|要[^，。；]+")
SAYINGS = ("他说道", "夜色渐深", "她回过头来", "山里下起了雨", "谁也没有开口", "桌上的茶凉了")


def bulletins(size: int) -> str:
    """Bulletins one behind the other."""
    return _filled(size, bulletin)


def copies(size: int) -> str:
    """Damaged copies of some bulletins among clean ones: about six hundred places in a megabyte."""

    def made(seed: int) -> str:
        if seed % DAMAGED_EACH:
            return bulletin(seed)
        try:
            return damaged(bulletin(seed), seed).text
        except UnicodeEncodeError:
            return bulletin(seed)

    return _filled(size, made)


def novel(size: int) -> str:
    """Prose that is no bulletin: short sentences, speech, paragraphs."""
    draw = random.Random(7)  # noqa: S311 - the same text each time

    def chapter(seed: int) -> str:
        rows = ["".join(draw.choice(SAYINGS) + "，" for _ in range(9)) + "。" for _ in range(30)]
        return f"第{seed}章\n" + "\n".join(rows)

    return _filled(size, chapter)


def shuffled(size: int) -> str:
    """Sentences of bulletins in any order and on one line: what fills pages made for robots."""
    draw = random.Random(8)  # noqa: S311 - the same text each time
    rows = re.split("(?<=。)", bulletins(size).replace("\n", ""))
    draw.shuffle(rows)
    return "".join(rows)


def _filled(size: int, part: Callable[[int], str]) -> str:
    parts, held, seed = [], 0, PAGE
    while held < size:
        parts.append(part(seed))
        held += len(parts[-1].encode()) + 1
        seed += 1
    return "\n".join(parts).encode()[:size].decode("utf-8", "ignore")


def spent(work: Callable[[], object]) -> float:
    """Processor seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def plainly(text: str) -> int:
    """Convert and search once: the least that any reader does."""
    return len(WORD.findall(OpenCC("t2s").convert(text)))


TEXTS = {"bulletins": bulletins, "damaged": copies, "novel": novel, "shuffled": shuffled}


def main() -> None:
    """Print seconds for each kind and size, the peer, and what twice the text costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="bytes")
    parser.add_argument("--only", choices=list(TEXTS), help="one kind of text")
    given = parser.parse_args()
    print(machine())
    official_prose()  # the model is loaded once
    print(f"{'text':12} {'MB':>6} {'read':>8} {'plain':>8} {'ratio':>7} {'growth':>7}")
    for name, make in TEXTS.items():
        if given.only not in {None, name}:
            continue
        before = 0.0
        for size in [each for each in SIZES if each <= given.largest]:
            text = make(size)
            raw = text.encode()
            seconds = spent(partial(read_document, "a.txt", raw))
            plain = spent(partial(plainly, text))
            growth = f"{seconds / before:6.2f} ×" if before else ""
            line = f"{name:12} {size / 1e6:6.2f} {seconds:6.2f} s {plain:6.2f} s"
            print(f"{line} {seconds / plain:6.0f} × {growth}{verdict(size, seconds)}", flush=True)
            before = seconds


def verdict(size: int, seconds: float) -> str:
    """Whether the megabyte keeps its goal."""
    if size != SIZES[2]:
        return ""
    return f"  goal {GOAL:.0f} s {'met' if seconds < GOAL else 'MISSED'}"


if __name__ == "__main__":
    main()
