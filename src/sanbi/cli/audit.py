"""`sanbi audit`: check the chain of the audit, lengthen it, and take its anchors outside."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.console import DIFFERENT, language_option, refuse_plain, steps, write_whole
from sanbi.cli.site import refusing

if TYPE_CHECKING:
    from sanbi.apps.audit.anchoring import HeldBack
    from sanbi.apps.audit.checking import Report
    from sanbi.apps.audit.published import Published

MOST_FINDINGS = 20
STEPS = 100

WORDS = {
    "whole": {
        "zh": "审计记录完整：共 {entries} 条，已入链 {anchored} 条，待入链 {pending} 条。",
        "en": "the audit is whole: {entries} entries, {anchored} anchored, {pending} waiting.",
    },
    "last": {"zh": "最后锚点 {number}：{digest}", "en": "last anchor {number}: {digest}"},
    "broken": {"zh": "审计记录不完整，共 {faults} 处：", "en": "the audit is broken ({faults}):"},
    "more": {"zh": "……另有 {n} 处", "en": "… and {n} more"},
    "compared": {
        "zh": "已与文件中的 {n} 个锚点核对。",
        "en": "compared with {n} published anchors.",
    },
    "alone": {
        "zh": "未与外存锚点核对，末尾被截断无法发现；请用 --anchors 指定导出的锚点文件。",
        "en": "not compared with published anchors: a cut tail cannot be seen without --anchors.",
    },
    "anchored": {
        "zh": "新增锚点 {anchors} 个，入链 {entries} 条。",
        "en": "{anchors} new anchors over {entries} entries.",
    },
    "busy": {"zh": "另一进程正在入链，本次未做。", "en": "another process is anchoring; not done."},
    "held": {
        "zh": "提示：{since} 起的记录在等待一个未结束的事务（进程 {process}，始于 {open_since}）。",
        "en": "note: entries since {since} wait for a transaction that is still open"
        " (process {process}, since {open_since}).",
    },
    "exported": {"zh": "已写出 {n} 个锚点：{path}", "en": "{n} anchors written to {path}"},
}


def said(word: str, language: str, **values: object) -> str:
    """A sentence of these verbs."""
    return WORDS[word][language].format(**values)


@click.group()
def audit() -> None:
    """Check, chain and export the audit. 审计记录：核验、入链、导出锚点。"""


@audit.command()
@click.option(
    "--anchors",
    "anchors_path",
    type=click.Path(path_type=Path),
    help="Anchors kept elsewhere, JSON lines or CSV. 外存的锚点文件。",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object. 以 JSON 输出。")
@language_option
def verify(*, anchors_path: Path | None, as_json: bool, language: str) -> None:
    """Recompute every entry and anchor; status 1 when something was tampered with.

    重新计算每条记录与每个锚点；发现改动则以状态 1 退出。
    """
    with _site(language):
        from sanbi.apps.audit.checking import check_audit

        published = _published(anchors_path, language)
        with steps(STEPS, quiet=as_json) as step:
            shown = 0

            def tell(checked: int, total: int) -> None:
                nonlocal shown
                while shown < STEPS * checked // max(total, 1):
                    shown += 1
                    step(f"{checked:,} / {total:,}")

            report = check_audit(published, tell)
        text = _record(report) if as_json else _text(report, len(published), language)
        click.echo(text)
    if not report.is_whole:
        sys.exit(DIFFERENT)


@audit.command()
@language_option
def anchor(*, language: str) -> None:
    """Chain the entries that are final; the worker does so every minute. 立即入链。"""
    with _site(language):
        from sanbi.apps.audit.anchoring import anchor_entries

        done = anchor_entries(dt.datetime.now(tz=dt.UTC))
    if done.busy:
        click.echo(said("busy", language))
    click.echo(said("anchored", language, anchors=done.anchors, entries=done.entries))
    if done.held_back:
        click.echo(_held(done.held_back, language), err=True)


@audit.command("export-anchors")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; by default standard output. 输出文件。",
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of JSON lines. 输出为 CSV。")
@language_option
def export_anchors(*, output: Path | None, as_csv: bool, language: str) -> None:
    """Write all anchors, to be kept on another machine. 导出全部锚点，另行保存。"""
    with _site(language):
        from sanbi.apps.audit.models import Anchor
        from sanbi.apps.audit.published import anchors_text

        anchors = list(Anchor.objects.defer("entries").order_by("number"))
        text = anchors_text(anchors, as_csv=as_csv)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(output, text.encode())
    except OSError as error:
        refuse_plain(str(output), error, language)
    click.echo(said("exported", language, n=len(anchors), path=output))


@contextmanager
def _site(language: str) -> Iterator[None]:
    """The site's settings and database, with its sentences in the language asked for."""
    from sanbi.site.serving.migrating import reach, set_up

    with refusing(language):
        set_up()
        reach()
    from django.utils import translation

    with translation.override("zh-hans" if language == "zh" else "en"):
        yield


def _published(path: Path | None, language: str) -> list[Published]:
    from sanbi.apps.audit.errors import Refused
    from sanbi.apps.audit.published import read_published

    if path is None:
        return []
    try:
        return read_published(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Refused) as error:
        refuse_plain(str(path), error, language)


def _text(report: Report, compared: int, language: str) -> str:
    if not report.is_whole:
        lines = [said("broken", language, faults=report.faults)]
        lines += [f"  {finding}" for finding in report.findings[:MOST_FINDINGS]]
        rest = report.faults - MOST_FINDINGS
        return "\n".join([*lines, *([said("more", language, n=rest)] if rest > 0 else [])])
    counts = {
        "entries": report.entries,
        "anchored": report.anchored,
        "pending": report.pending,
    }
    lines = [said("whole", language, **counts)]
    if report.last_anchor is not None:
        lines.append(said("last", language, number=report.last_anchor, digest=report.last_digest))
    word = "compared" if compared else "alone"
    return "\n".join([*lines, said(word, language, n=compared)])


def _record(report: Report) -> str:
    record = {
        "whole": report.is_whole,
        "entries": report.entries,
        "anchored": report.anchored,
        "pending": report.pending,
        "last_anchor": report.last_anchor,
        "last_digest": report.last_digest,
        "faults": report.faults,
        "findings": [
            {
                "kind": finding.kind.value,
                "entry": finding.entry,
                "anchor": finding.anchor,
                "text": str(finding),
            }
            for finding in report.findings
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def _held(held: HeldBack, language: str) -> str:
    return said(
        "held",
        language,
        since=f"{held.since:%Y-%m-%d %H:%M} UTC",
        process=held.process or "?",
        open_since=f"{held.open_since:%Y-%m-%d %H:%M} UTC" if held.open_since else "?",
    )
