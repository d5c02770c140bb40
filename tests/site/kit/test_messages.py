"""Every message has a Chinese text, and only one."""

import re
from pathlib import Path

import pytest

from tests.site.kit.extraction import of_folder, of_python, of_template
from tools.compile_messages import messages

CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"


def packages(repo: Path) -> dict[str, Path]:
    """Name → folder of the site and each app that says anything."""
    roots = [repo / "src/sanbi/site", *sorted((repo / "src/sanbi/apps").glob("*/"))]
    return {folder.name: folder for folder in roots if (folder / "__init__.py").is_file()}


def catalogue(folder: Path) -> dict[str, str]:
    path = folder / CATALOGUE
    return messages(path.read_text(encoding="utf-8"), str(path)) if path.is_file() else {}


def django_says(message: str) -> bool:
    """Whether Django's own catalogue has the message, which then needs none of ours."""
    from django.utils import translation

    with translation.override("zh-hans"):
        return translation.gettext(message) != message


def test_every_message_has_a_chinese_text(repo: Path) -> None:
    found = packages(repo)
    everywhere = catalogue(found["site"])
    lacking = [
        f"{name}: {message!r} ({', '.join(sorted(places))})"
        for name, folder in found.items()
        for said in [everywhere | catalogue(folder)]
        for message, places in of_folder(folder).items()
        if message not in said and not django_says(message.partition("\0")[0])
    ]
    if lacking:
        pytest.fail("\n".join(["", *lacking]), pytrace=False)


def test_no_message_has_two_chinese_texts(repo: Path) -> None:
    said: dict[str, tuple[str, str]] = {}
    clashes = []
    for name, folder in packages(repo).items():
        for message, text in catalogue(folder).items():
            first, before = said.setdefault(message, (name, text))
            if message and before != text:
                clashes.append(f"{message!r}: {before} in {first}, {text} in {name}")
    assert clashes == []


def test_every_placeholder_is_kept(repo: Path) -> None:
    holder = re.compile(r"%\((\w+)\)[sd]|\{n\}")
    wrong = [
        (name, message)
        for name, folder in packages(repo).items()
        for message, text in catalogue(folder).items()
        if message
        and "\0" not in message
        and sorted(holder.findall(message)) != sorted(holder.findall(text))
    ]
    assert wrong == []


def test_python_messages_are_found() -> None:
    source = (
        '_("One")\nself.f(gettext_lazy("Two"))\nngettext("%d row", "%d rows", n)\n'
        'other("Not")\n_(name)\n'
    )
    assert sorted(of_python(source)) == ["%d row\0%d rows", "One", "Two"]


def test_template_messages_are_found() -> None:
    source = (
        "{% translate 'One' %}{% blocktranslate with a=b %}50% of {{ a }}{% endblocktranslate %}"
        "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
        '{% panel _("Two") %}{{ x|default:_("Three") }}{% translate name %}'
        "{% blocktranslate trimmed %}\n  Four\n  five\n{% endblocktranslate %}"
    )
    assert list(of_template(source)) == [
        "One",
        "50%% of %(a)s",
        "%(n)s row\0%(n)s rows",
        "Two",
        "Three",
        "Four five",
    ]
