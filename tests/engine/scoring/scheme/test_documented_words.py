"""Every Chinese key that the reference shows beside an English one is accepted."""

import re
from pathlib import Path

from sanbi.engine.scoring.scheme.fields import SCHEME

PAGE = Path(__file__).resolve().parents[4] / "docs" / "mechanisms" / "scheme.md"
LINE = re.compile(r"^(?P<key>[a-z_]+):.*?#\s*(?P<word>[\u4e00-\u9fff]+)", re.MULTILINE)


def test_the_keys_of_the_whole_file() -> None:
    block = PAGE.read_text(encoding="utf-8").split("```yaml")[1].split("```")[0]
    shown = {match["key"]: match["word"] for match in LINE.finditer(block)}
    assert len(shown) > 20
    known = {field.name: field.words for field in SCHEME.fields}
    missing = {key: word for key, word in shown.items() if word not in known[key]}
    assert missing == {}
