"""Scoring on a cluster: the same kernel for each group and period, as tasks of Apache Spark."""

from sanbi.engine.scoring.cluster.gathering import TABLES, Gathered, score_on_spark
from sanbi.engine.scoring.cluster.session import ClusterFaults, spark_session

__all__ = ["TABLES", "ClusterFaults", "Gathered", "score_on_spark", "spark_session"]
