"""All Chinese words that a fault of scheduling may need, its own and those of conditions."""

from sanbi.engine.conditions.words_zh import COMPARISONS, FACTS, FORMS
from sanbi.engine.scheduling.words_zh import WORDS
from sanbi.engine.scheduling.words_zh_allocation import ALLOCATION
from sanbi.engine.scheduling.words_zh_files import FILES
from sanbi.engine.scheduling.words_zh_lamps import LAMPS
from sanbi.engine.scheduling.words_zh_resources import RESOURCES

CHINESE: dict[str, str] = {
    **FORMS,
    **COMPARISONS,
    **FACTS,
    **LAMPS,
    **ALLOCATION,
    **FILES,
    **RESOURCES,
    **WORDS,
}
