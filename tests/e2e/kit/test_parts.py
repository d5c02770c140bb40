"""Parts that talk to the server: waiting, posting, sending files, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.kit import urls
from tests.e2e.kit.conftest import Opened

pytestmark = pytest.mark.browser
# Whether the words are seen so many milliseconds after they were drawn first.
SEEN_AFTER = """(part, moment) => {
    const [appears] = part.getAnimations();
    appears.pause();
    appears.currentTime = moment;
    return getComputedStyle(part).visibility;
}"""


def test_a_waiting_part_fetches_its_successor(open_page: Opened) -> None:
    page = open_page("/kit/")
    # The page's clock stands still: how long the browser takes to open it decides nothing.
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.goto(page.url.replace("/kit/", "/test/"))
    page.clock.run_for(1_900)
    words = page.locator("#slow .patience")
    assert [words.evaluate(SEEN_AFTER, moment) for moment in (0, 999)] == ["hidden", "hidden"]
    assert words.evaluate(SEEN_AFTER, 1000) == "visible"
    expect(page.locator("#slow #done")).to_have_count(0)
    page.clock.run_for(200)
    expect(page.locator("#slow #done")).to_have_text("Counted")


def test_a_post_brings_the_token(open_page: Opened, said: list[str]) -> None:
    page = open_page("/test/")
    page.locator("#post").click()
    expect(page.locator("#out")).to_have_text("POST true")
    page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'wrong'")
    page.locator("#out").evaluate("part => part.replaceChildren()")
    page.locator("#post").click()
    expect(page.locator("#out")).to_contain_text("表单已过期")
    assert any("403" in text for text in said)


def test_a_script_in_an_attribute_never_runs(open_page: Opened) -> None:
    page = open_page("/test/")
    page.locator("#evil").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None


def test_a_file_goes_up_and_the_next_page_opens(open_page: Opened, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"x" * 200_000)
    page = open_page("/test/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/test/?sent=a.xlsx-200000")


def test_a_refused_file_says_why_and_stays(open_page: Opened, tmp_path: Path) -> None:
    file = tmp_path / "refuse.xlsx"
    file.write_bytes(b"x")
    page = open_page("/test/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".upload .said")).to_have_text("第 3 行没有单位。")
    assert page.url.endswith("/test/")


def test_a_file_goes_up_without_a_script(open_page: Opened, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"xy")
    page = open_page("/test/", java_script_enabled=False)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/test/?sent=a.xlsx-2")


@pytest.mark.parametrize(("script", "times"), [(True, 1), (False, 2)])
def test_a_form_pressed_twice_is_sent_once(open_page: Opened, script: bool, times: int) -> None:
    urls.seen.clear()
    page = open_page("/test/", java_script_enabled=script)
    button = page.get_by_role("button", name="Count")
    button.click(no_wait_after=True, click_count=2, delay=20)
    # The second sending breaks off the first; the page that stays tells how many arrived.
    expect(page.locator("body")).to_have_text(str(times))
    assert len(urls.seen) == times


def test_what_was_typed_is_offered_again(open_page: Opened) -> None:
    page = open_page("/test/")
    field = page.get_by_label("A")
    offer = page.locator("[data-draft-offer]")
    expect(offer).to_be_hidden()
    field.fill("8,400 万元")
    page.reload()
    expect(field).to_have_value("")
    page.get_by_role("button", name="恢复").click()
    expect(field).to_have_value("8,400 万元")
    expect(offer).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="丢弃").click()
    page.reload()
    expect(offer).to_be_hidden()


def test_a_lost_connection_is_told(open_page: Opened) -> None:
    page = open_page("/test/")
    banner = page.get_by_text("网络已断开")
    expect(banner).to_be_hidden()
    page.context.set_offline(True)
    expect(banner).to_be_visible()
    page.context.set_offline(False)
    expect(banner).to_be_hidden()
