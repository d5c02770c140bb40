"""Routes of the boards 亮晒."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.assessments.views import (
    boards,
    boards_advice,
    boards_design,
    boards_downloads,
    boards_firm,
    boards_movement,
    boards_units,
)

urlpatterns = [
    path("", boards.boards, name="boards"),
    path("<str:code>/", boards.board_page, name="board"),
    path("<str:code>/report.xlsx", boards_downloads.board_workbook, name="board-workbook"),
    path("<str:code>/board.pdf", boards_downloads.board_paper, name="board-paper"),
    path("<str:code>/package.zip", boards_downloads.board_package, name="board-package"),
    path("<str:code>/firmness/", boards_firm.board_firmness, name="board-firmness"),
    path("<str:code>/design/", boards_design.board_design, name="board-design"),
    path("<str:code>/full/", boards.board_full, name="board-full"),
    path("<str:code>/units/<int:unit>/", boards_units.board_unit, name="board-unit"),
    path(
        "<str:code>/units/<int:unit>/movement/",
        boards_movement.board_movement,
        name="board-movement",
    ),
    path("<str:code>/units/<int:unit>/advice/", boards_advice.board_advice, name="board-advice"),
    path(
        "<str:code>/units/<int:unit>/advice/panel/",
        boards_advice.board_advice_panel,
        name="board-advice-panel",
    ),
    path(
        "<str:code>/units/<int:unit>/advice/try/",
        boards_advice.board_advice_try,
        name="board-advice-try",
    ),
    path(
        "<str:code>/units/<int:unit>/against/<int:other>/",
        boards_units.board_compare,
        name="board-compare",
    ),
    path(
        "<str:code>/units/<int:unit>/working/<str:leaf>/",
        boards.board_working,
        name="board-working",
    ),
    path("<str:code>/units/<int:unit>/parts/<str:node>/", boards.board_part, name="board-part"),
]
