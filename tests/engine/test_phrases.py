"""Phrases are the English text to everyone, and can be said anew by whoever has the words."""

import pickle

import pytest

from sanbi.engine.phrases import Phrase, phrase_of, said_in

CATALOGUE = {
    "no unit '{unit}'": "没有单位“{unit}”",
    "known: {words}": "可用的有：{words}",
    "{place}: {message}": "{place}：{message}",
    "the file is empty": "文件是空的",
    "{size:,} bytes": "{size:,} 字节",
    "a leaf": "指标项",
}


def test_a_phrase_is_its_english_text() -> None:
    phrase = Phrase("no unit '{unit}'", unit="A1")
    assert phrase == "no unit 'A1'"
    assert {phrase: 1}["no unit 'A1'"] == 1
    assert (phrase.template, phrase.values) == ("no unit '{unit}'", {"unit": "A1"})


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (Phrase("no unit '{unit}'", unit="A1"), "没有单位“A1”"),
        (Phrase("known: {words}", words=["a", "b"]), "可用的有：a、b"),
        (Phrase("known: {words}", words=(Phrase("a leaf"), "b")), "可用的有：指标项、b"),
        (Phrase("known: {words}", words=(word for word in "ab")), "可用的有：a、b"),
        (Phrase("{size:,} bytes", size=12345), "12,345 字节"),
        ("the file is empty", "文件是空的"),
        (
            Phrase("{place}: {message}", place="x", message=Phrase("no unit '{unit}'", unit="é")),
            "x：没有单位“é”",
        ),
        (Phrase("{place}: {message}", place="x", message=ValueError("the file is empty")), None),
        (Phrase("nobody has words for {this}", this=1), "nobody has words for 1"),
        ("nor for this", "nor for this"),
    ],
)
def test_a_phrase_is_said_in_the_words_of_a_catalogue(text: str, chinese: str | None) -> None:
    assert said_in(text, CATALOGUE, "、") == (chinese or "x：文件是空的")


def test_a_value_is_no_template() -> None:
    """What a user writes is shown as written, even where it reads like a template."""
    assert said_in(Phrase("no unit '{unit}'", unit="a leaf"), CATALOGUE) == "没有单位“a leaf”"
    assert Phrase("no unit '{unit}'", unit="{0}") == "no unit '{0}'"
    assert Phrase("braces without values: {好: 100}") == "braces without values: {好: 100}"


def test_the_phrase_of_an_exception_keeps_template_and_values() -> None:
    phrase = Phrase("no unit '{unit}'", unit="A1")
    assert phrase_of(ValueError(phrase)) is phrase
    assert phrase_of(ValueError("plain")).template == "plain"
    assert phrase_of(phrase) is phrase


def test_a_phrase_survives_the_way_to_another_process() -> None:
    phrase = Phrase("known: {words}", words=["a", "b"])
    again = pickle.loads(pickle.dumps(phrase))  # noqa: S301 - our own bytes
    assert (again, again.template, again.values) == (phrase, phrase.template, phrase.values)


def test_values_that_are_missing_are_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        Phrase("no unit '{unit}' in '{group}'", unit="A1")
