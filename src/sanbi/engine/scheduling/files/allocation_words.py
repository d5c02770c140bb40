"""Every key of an allocation file, Chinese and English, and its English name."""

from __future__ import annotations

from sanbi.engine.scheduling.files.reading import words_of

NAMED = {"key": ("编号",), "name": ("名称",)}
ALLOCATION_KEYS = words_of(
    {
        "allocation": ("要素分配",),
        "title": ("名称",),
        "months": ("月份",),
        "quotas": ("指标",),
        "staff": ("人手",),
        "fairness": ("公平",),
        "exclusions": ("互斥",),
        "prerequisites": ("先后",),
        "frozen": ("冻结月数",),
        "stability": ("稳定",),
        "earliness": ("早一月得分",),
        "projects": ("项目",),
    }
)
MONTHS_KEYS = words_of({"from": ("自",), "count": ("个数",)})
QUOTA_KEYS = words_of(
    {
        **NAMED,
        "measure": ("单位",),
        "releases": ("下达",),
        "opening": ("结余",),
        "keeps": ("期满结转",),
        "ahead": ("可预支",),
        "only_for": ("专项",),
    }
)
STAFF_KEYS = words_of({**NAMED, "measure": ("单位",), "months": ("每月",)})
CANDIDATE_KEYS = words_of(
    {
        **NAMED,
        "township": ("乡镇",),
        "value": ("分值",),
        "due": ("期限",),
        "late": ("迟一月扣",),
        "rank": ("等级",),
        "arrived": ("申请次序",),
        "mandatory": ("必保",),
        "approved": ("已批",),
        "published": ("已公布",),
        "milestones": ("节点",),
    }
)
MILESTONE_KEYS = words_of(
    {
        "key": ("节点", "编号"),
        "first": ("最早",),
        "last": ("最迟",),
        "gap": ("间隔月数",),
        "uses": ("用量",),
        "staff": ("人手",),
    }
)
WORK_KEYS = words_of({"key": ("编号",), "before": ("提前月数",), "amount": ("数量",)})
FAIRNESS_KEYS = words_of(
    {
        "quota": ("指标",),
        "shares": ("份额",),
        "least": ("最少",),
        "most": ("最多",),
        "penalty": ("少一单位扣",),
    }
)
PREREQUISITE_KEYS = words_of({"before": ("先",), "after": ("后",), "months": ("月数",)})
