"""The session of Apache Spark: started where it can be, with one clear fault where not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.faults import Fault, FaultsFound

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
OWN_SETTINGS = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class ClusterFaults(FaultsFound):
    """Spark cannot be used, or a task of it failed."""


def spark_session(
    master: str | None = None, settings: Mapping[str, str] | None = None
) -> SparkSession:
    """Start a session, or take the one that is there.

    Parameters
    ----------
    master : str, optional
        ``local[4]``, ``spark://host:7077``, ``yarn``, ``k8s://…``; left out, what
        ``spark-submit`` or the settings of the machine say, else all cores of this machine.
    settings : mapping, optional
        Settings of Spark beyond those that the work itself needs.

    Raises
    ------
    ClusterFaults
        where Spark or Java is missing, or the master does not answer.
    """
    try:
        import pyspark
        from pyspark.sql import SparkSession as Session
    except ImportError as error:
        hint = Phrase("install it with: pip install 'sanbi[spark]'")
        raise _fault(Phrase("Apache Spark is not installed"), hint) from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        hint = Phrase(
            "install Java 17 or later, such as Debian's openjdk-17-jre-headless, or set JAVA_HOME"
        )
        raise _fault(Phrase("Java is not installed, and Apache Spark runs on it"), hint)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Workers that Spark starts by itself look for its programs here.
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    builder: Any = Session.builder.appName("sanbi")
    if master is not None or "spark.master" not in (settings or {}):
        builder = builder.master(master or os.environ.get("MASTER") or LOCAL)
    for name, value in {**OWN_SETTINGS, **(settings or {})}.items():
        builder = builder.config(name, value)
    try:
        session: SparkSession = builder.getOrCreate()
    except Exception as error:  # of Java, with no class of its own
        hint = Phrase("check the master, and that this machine reaches it")
        reason = phrase_of(str(error).strip().splitlines()[0] if str(error).strip() else "")
        raise _fault(Phrase("Apache Spark did not start: {reason}", reason=reason), hint) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _fault(message: Phrase, hint: Phrase) -> ClusterFaults:
    return ClusterFaults([Fault("spark", message, hint, "spark")])
