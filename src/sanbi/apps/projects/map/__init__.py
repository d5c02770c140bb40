"""Three maps of the county's projects: deployment 部署图, progress 进度图, support 保障图."""

from sanbi.apps.projects.map.marks import VIEWS, Mark, marks_of
from sanbi.apps.projects.map.tiles import in_rows

__all__ = ["VIEWS", "Mark", "in_rows", "marks_of"]
