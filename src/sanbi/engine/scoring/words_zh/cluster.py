"""Chinese words of faults of a cluster."""

from __future__ import annotations

from collections.abc import Mapping

CLUSTER: Mapping[str, str] = {
    "spark": "集群",
    "Apache Spark is not installed": "没有安装 Apache Spark",
    "install it with: pip install 'sanbi[spark]'": "请安装：pip install 'sanbi[spark]'",
    "Java is not installed, and Apache Spark runs on it": "没有安装 Java，Apache Spark 无法运行",
    "install Java 17 or later, such as Debian's openjdk-17-jre-headless, or set JAVA_HOME": (
        "请安装 Java 17 或更高版本（如 Debian 的 openjdk-17-jre-headless），或设置 JAVA_HOME"
    ),
    "Apache Spark did not start: {reason}": "Apache Spark 没有启动：{reason}",
    "check the master, and that this machine reaches it": "请检查主节点地址，并确认本机能够连通",
    "a task on Apache Spark failed: {reason}": "Apache Spark 上有任务失败：{reason}",
    "look at the log of the executors; sanbi must be installed where they run": (
        "请查看执行节点的日志；执行节点上须安装 sanbi"
    ),
    "'{text}' is no setting of Spark": "“{text}”不是 Spark 设置",
    "write it as spark.executor.memory=4g": "写成 spark.executor.memory=4g 的样子",
    "{name} is not made from a cluster": "集群计分不生成 {name}",
    "leave it out here; score the package's own files on one machine for a report": (
        "请去掉这一项；需要报告时，用数据包里的文件在一台机器上计分"
    ),
    "the same group was scored here without a fault: compare the versions of sanbi": (
        "同一分组在本机计分没有问题，请核对各节点 sanbi 的版本"
    ),
}
