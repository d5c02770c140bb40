"""Wrong codes: a terminal that guesses waits, the others of the hall go on."""

from __future__ import annotations

from sanbi.site.live.guessing import FROM_ONE, IN_ALL, WINDOW, Guesses

POLL = 7


def wrong(guesses: Guesses, count: int, source: str, now: float = 0.0) -> None:
    for _guess in range(count):
        guesses.note(POLL, source, now)


def test_one_terminal_waits_and_the_others_go_on() -> None:
    guesses = Guesses()
    wrong(guesses, FROM_ONE - 1, "terminal 1")
    assert not guesses.too_many(POLL, "terminal 1", 0.0)
    wrong(guesses, 1, "terminal 1")
    assert guesses.too_many(POLL, "terminal 1", 0.0)
    assert not guesses.too_many(POLL, "terminal 2", 0.0)
    assert not guesses.too_many(POLL + 1, "terminal 1", 0.0)


def test_all_wait_when_the_whole_poll_is_guessed_at() -> None:
    guesses = Guesses()
    for number in range(IN_ALL):
        wrong(guesses, 1, f"10.0.{number}.1")
    assert guesses.too_many(POLL, "terminal 9", 0.0)


def test_after_the_window_it_goes_on_and_nothing_is_kept() -> None:
    guesses = Guesses()
    wrong(guesses, FROM_ONE, "terminal 1")
    assert not guesses.too_many(POLL, "terminal 1", WINDOW + 1)
    for poll in range(1_000):
        assert not guesses.too_many(poll, "terminal 1", WINDOW + 1)
    assert guesses._wrong == {}
