"""`sanbi found`: the county and its first three accounts, from whom all others come."""

from __future__ import annotations

import datetime as dt
import sys

import click

from sanbi.cli.console import REFUSED, language_option
from sanbi.cli.site import refusing

HEAD = {
    "zh": "已建立 {name}。三员账号的初始密码只显示这一次，首次登录必须修改：",
    "en": "{name} is founded. These initial passwords are shown once and must be changed:",
}


@click.command()
@click.argument("name")
@click.argument("code")
@language_option
def found(*, name: str, code: str, language: str) -> None:
    """Make the county NAME with CODE, and one account for each administrator.

    建立县（名称 NAME、编码 CODE）和系统、安全、审计三个管理员账号。
    """
    from sanbi.site.serving.migrating import set_up

    with refusing(language):
        set_up()
    from django.utils import translation

    from sanbi.apps.audit.actors import SYSTEM
    from sanbi.apps.audit.errors import Refused
    from sanbi.apps.orgs.services.founding import county_found

    now = dt.datetime.now(tz=dt.UTC)
    with translation.override("zh-hans" if language == "zh" else "en"):
        try:
            made = county_found(actor=SYSTEM, now=now, name=name, code=code)
        except Refused as error:
            click.echo(str(error), err=True)
            sys.exit(REFUSED)
    click.echo(HEAD[language].format(name=name))
    for founder in made:
        click.echo(f"  {founder.username:<12}{founder.password}")
