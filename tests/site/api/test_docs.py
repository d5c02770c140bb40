"""The commands of docs/mechanisms/api.md, run against a real server."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sanbi.apps.assessments.models import Item
from sanbi.apps.indicators.models import Comment, Feed, Report, Target
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round
from tests.site.api.test_api import key_of


def commands(repo: Path) -> str:
    """All blocks of the page, each command that fails ending the whole."""
    text = (repo / "docs/mechanisms/api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```bash\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) >= 4
    return "set -e\n" + "\n".join(blocks)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_commands_do_what_the_page_says(
    county: County, now: datetime, live_server: Any, repo: Path, tmp_path: Path
) -> None:
    item = make_indicator("invest", county.bureau)
    report = make_report(make_dataset("m", county.bureau, [item], county.towns), county.towns[0])
    stage = make_round(county, "collecting")
    names = {
        "SITE": live_server.url,
        "KEY": key_of(county, "clerk", now, writes=True),
        "BUREAU_KEY": key_of(county, "bureau", now, writes=True),
        "REPORT": str(report.pk),
        "ROUND": stage.round.code,
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        ["bash", "-c", commands(repo)],
        env=names,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert Report.objects.get(pk=report.pk).state == "submitted"
    assert Comment.objects.get().text == "9月数据已与项目单位核对。"
    assert Target.objects.get(indicator=item).q2 == 45000
    assert Item.objects.get(sort="bonus").document == "云考发〔2026〕19号"
    assert Feed.objects.get().name == "august.csv"
