"""Words that services and pages share; titles are part of the paper, so always Chinese."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.bulletins.models import Kind
from sanbi.apps.bulletins.sentences.numbers import day_words
from sanbi.apps.meetings.models import Meeting


def who_composes() -> str:
    """Who may write bulletins."""
    return _("the assessment office")


def who_signs() -> str:
    """Who may sign them."""
    return _("a leader of the county or the office, not who handed it in")


def usual_title(kind: str, held: Round | None, as_of: date, about: Meeting | None = None) -> str:
    """Return the title that a bulletin gets unless the office writes another."""
    if about is not None:
        return f"关于{about.title}情况的通报"
    if held is None:
        return f"关于截至{day_words(as_of)}重点工作督查情况的通报"
    matter = "考核结果" if kind == Kind.RESULT else "有关情况"
    return f"关于{held.title}{matter}的通报"


def usual_series(kind: str) -> str:
    """Return the body's code in the number: 云督 for supervision, 云考 for the assessment."""
    place = settings.SANBI_PLACE[:1]
    return f"{place}{CODES.get(kind, '考')}"


def issuer_name(unit_name: str) -> str:
    """Return a unit's name with that of the county: 县考核办 as 云川县考核办."""
    place = settings.SANBI_PLACE
    if place and unit_name.startswith("县") and place.endswith("县"):
        return f"{place}{unit_name[1:]}"
    return unit_name


CODES = {Kind.SUPERVISION.value: "督", Kind.MEETING.value: "会"}
RECIPIENTS = "各乡镇党委和政府，县直各单位"
REQUIREMENTS = (
    "各乡镇、各单位要对照通报指出的问题，逐项列出清单，明确责任单位、责任人和完成时限，"
    "逐一整改销号。排名靠前的要巩固成果、再接再厉；排名靠后的要分析失分原因，拿出追赶措施。"
)
MEETING_REQUIREMENTS = (
    "各乡镇、各单位要对照会议议定事项，明确责任人和完成时限，逐项抓好落实，并按时反馈进展情况。"
)
