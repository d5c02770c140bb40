"""Who invests in the projects of the invented county: twelve firms, each in what it knows."""

from __future__ import annotations

INVESTORS = {
    "玥石生物": ("医药", "医用", "医疗", "生物", "诊断", "中药", "中间体", "康养"),
    "渌川能源": ("光伏", "风电", "渔光", "水电", "热电", "蓄能", "储能", "电池"),
    "岫云文旅": ("文旅", "民宿", "露营", "滑雪", "茶旅", "古村落"),
    "霁野农业": ("茶",),
    "苇舟竹艺": ("竹",),
    "绮陌服饰": ("纺织", "面料", "服装", "聚酯", "缝制", "纤维"),
    "栖禾食品": ("食品", "预制菜", "饮品", "矿泉水", "水产", "白酒", "桐油"),
    "汀洲物流": ("物流", "仓储"),
    "钧陶建材": ("建材", "装配式", "石材", "修复", "耐火", "尾矿", "循环"),
    "砚山新材": ("材料", "石英", "玻璃", "箔", "金属", "净水剂", "电镀"),
    "澜桉智造": ("电子", "传感器", "智能家居"),
}
"""Firm → words of the projects that it invests in; the first that fits."""
OTHERS = "沄岚精工"
"""Invests in machines, and in what no other firm knows."""


def investor_of(project: str) -> str:
    """Return the full name of who invests in a project, by its name without the township's."""
    known = INVESTORS.items()
    fits = (firm for firm, words in known if any(word in project[2:] for word in words))
    return f"{next(fits, OTHERS)}（虚构）有限公司"
