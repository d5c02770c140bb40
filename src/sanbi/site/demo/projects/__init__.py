"""The 120 key projects of the invented county, and their year (演示县·数据虚构).

`running` yields what happens with them, each deed by the service that people use.
"""

from sanbi.site.demo.projects.year import running

__all__ = ["running"]
