"""`sanbi schedule`: the dates of a plan, what breaks, what would save it; or a file converted."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.console import language_option
from sanbi.cli.plan_files import (
    DAY,
    content_of,
    day_of,
    print_answer,
    print_json,
    print_notes,
    refusing,
    write_new,
)
from sanbi.engine.scheduling.faults import SchedulingFault

if TYPE_CHECKING:
    from sanbi.engine.scheduling.files import Instance, Plan


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--start", type=DAY, metavar="DATE", help="First day of work; else the file's. 开始日期。"
)
@click.option(
    "--due", type=DAY, metavar="DATE", help="Last day for everything; else the file's. 期限。"
)
@click.option("--on", type=DAY, metavar="DATE", help="Last day whose progress is known. 截至日期。")
@click.option(
    "--time-limit",
    type=click.FloatRange(0.01, 86_400),
    default=10.0,
    show_default=True,
    help="Seconds, where staff or crews are shared. 秒数上限（有共享资源时）。",
)
@click.option("--json", "as_json", is_flag=True, help="Print plain data. 输出 JSON。")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="Convert to FILE.yaml, .csv or .xml (Microsoft Project). 转换格式。",
)
@click.option("--overwrite", is_flag=True, help="Replace a file of that name. 覆盖同名文件。")
@language_option
def schedule(
    *,
    path: Path,
    start: datetime | None,
    due: datetime | None,
    on: datetime | None,
    time_limit: float,
    as_json: bool,
    target: Path | None,
    overwrite: bool,
    language: str,
) -> None:
    """Count the dates of the plan in FILE back from its due date.

    倒排工期：从期限往回算每个节点的最早、最迟日期；哪里赶不上、怎样赶回来。

    FILE: .yaml, .csv, .xml (Microsoft Project), .sm / Patterson / MPLIB.
    """
    from sanbi.engine.scheduling.files import Instance, without_days

    with refusing(path, language):
        found = _read(path)
        if isinstance(found, Instance):
            if start or due or on or target:
                raise without_days(found)
            _answer_instance(found, time_limit, language, as_json=as_json)
            return
        plan = found.with_dates(day_of(start), day_of(due), day_of(on))
        print_notes(plan.notes, language)
        if target is not None:
            _convert(plan, target, language, overwrite=overwrite)
        elif plan.pools:
            _answer_pools(plan, time_limit, language, as_json=as_json)
        else:
            _answer(plan, language, as_json=as_json)


def _read(path: Path) -> Plan | Instance:
    from sanbi.engine.scheduling.files import read_plan
    from sanbi.engine.scheduling.files.texts import MOST_BYTES

    return read_plan(content_of(path, MOST_BYTES), path.name)


def _convert(plan: Plan, target: Path, language: str, *, overwrite: bool) -> None:
    from sanbi.engine.scheduling.files.plans import losses, written_plan

    print_notes(
        [SchedulingFault(target.name, lost) for lost in losses(plan, target.name)], language
    )
    write_new(target, lambda: written_plan(plan, target.name), language, overwrite=overwrite)


def _answer(plan: Plan, language: str, *, as_json: bool) -> None:
    from sanbi.engine.scheduling.files import dated_answer, dates_table, sentences

    answer = dated_answer(plan)
    if as_json:
        print_json(answer.as_json())
    else:
        print_answer(dates_table(answer), sentences(answer), language)


def _answer_pools(plan: Plan, seconds: float, language: str, *, as_json: bool) -> None:
    from sanbi.engine.scheduling.files import pool_sentences, pooled_answer, pools_table

    answer = pooled_answer(plan, seconds=seconds, clock=time.monotonic)
    if as_json:
        print_json(answer.as_json())
    else:
        print_answer(pools_table(answer), pool_sentences(answer), language)


def _answer_instance(instance: Instance, seconds: float, language: str, *, as_json: bool) -> None:
    from sanbi.engine.scheduling.files import instance_answer, instance_sentences, instance_table

    answer = instance_answer(instance, seconds=seconds, clock=time.monotonic)
    if as_json:
        print_json(answer.as_json())
    else:
        print_answer(instance_table(answer), instance_sentences(answer), language)
