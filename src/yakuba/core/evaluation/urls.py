"""Addresses of the yearly round."""

from django.urls import path

from yakuba.core.evaluation import (
    tables,
    views_acceptance,
    views_approval,
    views_board,
    views_figures,
    views_finance,
    views_reports,
    views_rounds,
    views_tables,
    views_writing,
)

REPORT = "staff/reports/<int:fy>/<str:key>/"

urlpatterns = [
    path("staff/reports/", views_reports.reports, name="reports"),
    path("staff/reports/<int:fy>/", views_reports.report_list, name="report-list"),
    path(REPORT, views_reports.sheet, name="sheet"),
    path(f"{REPORT}move/", views_reports.sheet_move, name="sheet-move"),
    path(f"{REPORT}paper/", views_reports.sheet_paper, name="sheet-paper"),
    path(f"{REPORT}figures/", views_figures.sheet_figures, name="sheet-figures"),
    path(f"{REPORT}actions/", views_figures.sheet_actions, name="sheet-actions"),
    path(f"{REPORT}approval/", views_approval.approval, name="sheet-approval"),
    path(f"{REPORT}texts/<slug:task>/", views_writing.sheet_text, name="sheet-text"),
    path("staff/board/", views_board.boards, name="board"),
    path("staff/board/<int:fy>/", views_board.board, name="board-list"),
    path("staff/board/<int:fy>/csv", views_board.board_csv, name="board-csv"),
    path("staff/board/<int:fy>/due/", views_board.board_due, name="board-due"),
    path("staff/board/<int:fy>/reminders/", views_board.reminders, name="reminders"),
    path("staff/board/<int:fy>/open/", views_rounds.round_open, name="round-open"),
    path("staff/board/<int:fy>/close/", views_rounds.round_close, name="round-close"),
    path("staff/board/<int:fy>/owners/", views_rounds.owners, name="owners"),
    path("staff/board/<int:fy>/<str:key>/", views_board.board_sheet, name="board-sheet"),
    path("staff/acceptance/", views_acceptance.acceptances, name="acceptance"),
    path("staff/acceptance/<int:fy>/", views_acceptance.acceptance_list, name="acceptance-list"),
    path(
        "staff/acceptance/<int:fy>/<str:key>/",
        views_acceptance.acceptance_sheet,
        name="acceptance-sheet",
    ),
    path("staff/finance/", views_finance.finances, name="finance"),
    path("staff/finance/<int:fy>/", views_finance.finance_list, name="finance-list"),
    path("staff/tables/", views_tables.tables, name="tables"),
    path("staff/tables/scales/", tables.scale_table, name="scale-table"),
    path("staff/tables/grades/", tables.grade_table, name="grade-table"),
    path("staff/tables/bands/", tables.band_table, name="band-table"),
    path("staff/tables/actions/", tables.action_table, name="action-table"),
    path("staff/tables/effects/", tables.effect_table, name="effect-table"),
]
