"""Routes of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from sanbi.apps.indicators.views import (
    catalogue,
    datasets,
    entry,
    lists,
    pace,
    steps,
    targets,
    values,
    workbooks,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("feeds/", include("sanbi.apps.indicators.feeding.urls")),
    path("", lists.indicators, name="indicators"),
    path("progress/", lists.progress, name="progress"),
    path("burden/", lists.burden_page, name="burden"),
    path("pace/", pace.pace, name="pace"),
    path("cells/", entry.cells, name="cells"),
    path("report/<int:pk>/", entry.report, name="report"),
    path("report/<int:pk>/form/", workbooks.download, name="report-workbook"),
    path("report/<int:pk>/upload/", workbooks.upload, name="report-upload"),
    path("report/<int:pk>/remark/", steps.comment, name="report-comment"),
    path("report/<int:pk>/correct/", steps.correct, name="report-correct"),
    path("report/<int:pk>/step/<slug:verb>/", steps.report_step, name="report-step"),
    path("reports/step/<slug:verb>/", steps.reports_step, name="reports-step"),
    path("reports/remind/", steps.remind, name="reports-remind"),
    path("matrix/<int:dataset>/<str:period>/", entry.matrix_page, name="matrix"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/new/", catalogue.indicator_new, name="indicator-new"),
    path("catalogue/<int:pk>/", catalogue.indicator, name="indicator"),
    path("catalogue/<int:pk>/edit/", catalogue.indicator_edit, name="indicator-edit"),
    path("catalogue/<int:pk>/retire/", catalogue.indicator_retire, name="indicator-retire"),
    path("datasets/", datasets.datasets, name="datasets"),
    path("datasets/new/", datasets.dataset_new, name="dataset-new"),
    path("datasets/<int:pk>/", datasets.dataset, name="dataset"),
    path("datasets/<int:pk>/edit/", datasets.dataset_edit, name="dataset-edit"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<int:pk>/<int:year>/", targets.targets_edit, name="targets-edit"),
    path("series/<int:pk>/", values.series_page, name="series"),
    path("release/<int:pk>/", values.release, name="release"),
    path("history/<int:unit>/<int:indicator>/<str:period>/", values.history, name="history"),
]
