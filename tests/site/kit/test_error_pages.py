"""Each error page says what happened, what is safe and what to do, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation


@pytest.fixture
def client(settings: Any) -> Client:
    settings.ROOT_URLCONF = "tests.e2e.kit.urls"
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/nowhere/", 404, "没有这个页面"),
        ("/test/forbidden/", 403, "您没有权限这样做"),
        ("/test/suspicious/", 400, "这样做不了"),
        ("/test/broken/", 500, "系统出错了"),
    ],
)
def test_pages(client: Client, address: str, status: int, title: str) -> None:
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in text
    assert "数据情况" in text
    assert "怎么办" in text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "What to do" in english


@pytest.mark.django_db
def test_an_old_form(client: Client) -> None:
    answer = client.post("/test/echo/")
    assert answer.status_code == 403
    assert "表单已过期，没有提交" in answer.content.decode()


@pytest.mark.parametrize("name", ["500.html", "400.html", "403_csrf.html"])
def test_a_broken_site_can_still_say_so(name: str) -> None:
    # No context, no database: whatever broke, this page must come.
    with translation.override("en"):
        assert "What is safe" in render_to_string(name)


def test_the_reason_of_a_refusal_is_shown_and_escaped() -> None:
    error = {"message": "<b>第 3 行</b>", "hint": "改第 3 行"}
    with translation.override("zh-hans"):
        for name in ("400.html", "kit/refusal.html"):
            text = render_to_string(name, {"error": error})
            assert "&lt;b&gt;第 3 行&lt;/b&gt;" in text
            assert "改第 3 行" in text
