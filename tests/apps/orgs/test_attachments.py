"""Files of things: seen by who sees the thing, handed over for saving."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.audit.errors import Missing, NotAllowed
from sanbi.apps.orgs import attachments
from sanbi.apps.orgs.blobs import place_of
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.orgs.services.attachments import attachment_add
from tests.apps.factories.orgs import County
from tests.apps.orgs.file_examples import KIND, a_file
from tests.apps.orgs.files.making import pdf

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_file_is_handed_over_for_saving(county: County, client: Client) -> None:
    key = a_file(county)
    client.force_login(county.users["clerk"], BACKEND)
    answer = client.get(f"/manage/files/{key}/")
    assert b"".join(answer.streaming_content) == pdf()
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    client.force_login(county.users["clerk2"], BACKEND)
    assert client.get(f"/manage/files/{key}/").status_code == 404


@pytest.mark.parametrize("harm", ["changed", "lost"])
def test_proof_that_was_changed_on_the_disk_is_not_handed_over(
    county: County, client: Client, harm: str
) -> None:
    key = a_file(county)
    place = place_of(Attachment.objects.get(pk=key).blob_id)
    if harm == "lost":
        place.unlink()
    else:
        place.write_bytes(pdf().replace(b"1", b"2"))
    client.force_login(county.users["clerk"], BACKEND)
    answer = client.get(f"/manage/files/{key}/", headers={"Accept-Language": "zh-Hans"})
    assert answer.status_code == 400
    lead = answer.content.decode().partition('lead">')[2].partition("<")[0]
    assert lead == "这个文件已丢失，或已不是当初上传的内容。"
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_file_is_sent_and_withdrawn(county: County, client: Client) -> None:
    town, other = county.towns[0].pk, county.towns[1].pk  # what the browser says is not asked
    client.force_login(county.users["clerk"], BACKEND)
    form: dict[str, Any] = {"kind": KIND, "key": town, "unit": other, "next": "/manage/"}
    sent = SimpleUploadedFile("证明.pdf", pdf())
    assert client.post("/manage/files/", {**form, "file": sent})["Location"] == "/manage/"
    made = Attachment.objects.get()
    assert (made.name, made.unit_id, made.blob.size, made.added_by) == (
        "证明.pdf",
        town,
        len(pdf()),
        county.users["clerk"],
    )
    evil = {"next": "https://example.test/"}
    assert client.post(f"/manage/files/{made.pk}/withdraw/", evil)["Location"] == "/"
    assert client.get(f"/manage/files/{made.pk}/").status_code == 404
    assert Attachment.objects.count() == 1


def test_what_no_app_answers_for_is_seen_by_nobody(county: County, now: datetime) -> None:
    key = a_file(county)
    Attachment.objects.update(kind="tests.unknown")
    with pytest.raises(Missing):
        attachments.attachment_seen(county.actor("office"), key)
    with pytest.raises(Missing):
        attachments.attachments_of(county.actor("office"), "tests.unknown", [1])


def test_who_sees_may_not_always_add(county: County, now: datetime) -> None:
    town = county.towns[0].pk
    given: dict[str, Any] = {
        "now": now,
        "name": "a.pdf",
        "content": pdf(),
        "kind": KIND,
        "key": str(town),
    }
    with pytest.raises(NotAllowed):
        attachment_add(actor=county.actor("office"), **given)
    with pytest.raises(Missing):
        attachment_add(actor=county.actor("clerk2"), **given)


def test_files_of_several_things_come_in_one_list(county: County, count_queries: Any) -> None:
    keys = [str(unit.pk) for unit in county.towns]
    a_file(county)
    with count_queries() as one:
        assert len(attachments.attachments_of(county.actor("clerk"), KIND, keys)) == 1
    a_file(county)
    a_file(county)
    with count_queries() as three:
        found = attachments.attachments_of(county.actor("clerk"), KIND, keys)
        assert [item.added_by.name for item in found] == ["clerk"] * 3
    assert len(one) == len(three)
