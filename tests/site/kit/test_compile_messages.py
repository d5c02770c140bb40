"""The catalogue compiler against gettext's own reader."""

import gettext
import io
from pathlib import Path

import pytest

from tools.compile_messages import CatalogueError, compile_below, compiled, main, messages

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def read(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled(messages(text))))


def test_gettext_reads_what_is_compiled() -> None:
    text = (
        HEADER + '# note\n#: a.py\nmsgid "Lamp"\nmsgstr "灯"\n\n'
        'msgid "A \\"long\\"\\n"\n"line"\nmsgstr "长"\n"行\\t"\n\n'
        'msgid "%d row"\nmsgid_plural "%d rows"\nmsgstr[0] "%d 行"\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "五月"\n'
    )
    found = read(text)
    assert found.gettext("Lamp") == "灯"
    assert found.gettext('A "long"\nline') == "长行\t"
    assert found.ngettext("%d row", "%d rows", 3) == "%d 行"
    assert found.pgettext("month", "May") == "五月"
    assert found.gettext("Unknown") == "Unknown"


def test_entries_without_a_blank_line_between_them_are_two() -> None:
    found = messages('msgid "A"\nmsgstr "甲"\nmsgid "B"\nmsgstr "乙"\n')
    assert found == {"A": "甲", "B": "乙"}


def test_unfinished_entries_are_left_out() -> None:
    text = (
        '#, fuzzy, python-format\nmsgid "A"\nmsgstr "甲"\n\nmsgid "B"\nmsgstr ""\n\n#~ msgid "C"\n'
    )
    assert messages(text) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "A"\nmsgstr "甲\n', "catalogue, line 2: expected"),
        ('mgid "A"\n', "catalogue, line 1: expected"),
        ('msgid "A\\"\n', "catalogue, line 1: the string does not end"),
        ('msgid "A"\nmsgstr "甲"\n\nmsgid "A"\nmsgstr "乙"\n', "line 4: the message occurs twice"),
    ],
)
def test_a_broken_catalogue_says_where(text: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        messages(text)


def test_only_stale_catalogues_are_written(tmp_path: Path) -> None:
    source = tmp_path / "app/locale/zh_Hans/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEADER + 'msgid "A"\nmsgstr "甲"\n', encoding="utf-8")
    target = source.with_suffix(".mo")
    assert compile_below(tmp_path) == [target]
    assert compile_below(tmp_path) == []
    target.unlink()
    assert compile_below(tmp_path) == [target]


def test_a_broken_catalogue_leaves_the_old_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "locale/zh_Hans/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.with_suffix(".mo").write_bytes(b"old")
    source.write_text("nonsense\n", encoding="utf-8")
    import os

    os.utime(source.with_suffix(".mo"), (1, 1))
    assert main([str(tmp_path)]) == 1
    assert source.with_suffix(".mo").read_bytes() == b"old"
    assert capsys.readouterr().err.startswith(f"{source}, line 1: expected")
