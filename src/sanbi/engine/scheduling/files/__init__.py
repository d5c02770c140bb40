"""Plans and allocations as files: read from bytes, answered, and written to bytes."""

from sanbi.engine.scheduling.files.dated_answer import DatedAnswer, dated_answer
from sanbi.engine.scheduling.files.instances import Instance, without_days
from sanbi.engine.scheduling.files.plan import About, Lack, Plan, SharedPool
from sanbi.engine.scheduling.files.plans import read_plan, written_plan
from sanbi.engine.scheduling.files.pooled_answer import (
    InstanceAnswer,
    PooledAnswer,
    instance_answer,
    pooled_answer,
)
from sanbi.engine.scheduling.files.tables import (
    AnswerTable,
    dates_table,
    instance_table,
    pools_table,
)
from sanbi.engine.scheduling.files.wording import instance_sentences, pool_sentences, sentences

__all__ = [
    "About",
    "AnswerTable",
    "DatedAnswer",
    "Instance",
    "InstanceAnswer",
    "Lack",
    "Plan",
    "PooledAnswer",
    "SharedPool",
    "dated_answer",
    "dates_table",
    "instance_answer",
    "instance_sentences",
    "instance_table",
    "pool_sentences",
    "pooled_answer",
    "pools_table",
    "read_plan",
    "sentences",
    "without_days",
    "written_plan",
]
