"""Packages without precision: 1e-12, step by step from stored figures."""

from typing import Any

import pytest

from package_verifier.comparison import compare_all, read_results
from package_verifier.recompute import recompute
from tests.system.package_verifier.builder import Files, leaf, observations, scheme, source_files

THIRD = "33.333333333333336"  # 100·1/3 as float64
SCHEME: Any = scheme(
    leaf("a", {"type": "proportional", "target": "3"}),
    leaf("b", "direct", "g"),
    precision=None,
)
RANKING = """\
unit,name,group,score,rank,previous_rank,rank_change,gap
B,B,all,{b},1,,,
A,A,all,{a},{rank},,,{gap}
"""
WORKING = """\
group,unit,leaf,period,inputs,x,target,substituted,unrounded,score,points,lost,state
all,A,a,2026Q3,,1.0,3,,{third},{third},100,66.66666666666666,scored
all,A,b,2026Q3,,66.66666666666666,,,66.66666666666666,66.66666666666666,100,33.333333333333343,scored
all,B,a,2026Q3,,3,3,,100,100,100,0,scored
all,B,b,2026Q3,,0,,,0,0,100,100,scored
"""
NODES = """\
group,unit,node,period,unrounded,score
all,A,root,2026Q3,{a},{a}
all,B,root,2026Q3,{b},{b}
"""


def files(a: str, rank: str, gap: str, third: str = THIRD, b: str = "100") -> Files:
    sources = source_files(
        SCHEME,
        "A B",
        observations=observations(f={"A": 1, "B": 3}, g={"A": 66.66666666666666, "B": 0}),
    )
    tables = {"ranking": RANKING, "working": WORKING, "nodes": NODES}
    return sources | {
        f"result/{name}.csv": text.format(a=a, b=b, rank=rank, gap=gap, third=third).encode()
        for name, text in tables.items()
    }


def differences(given: Files) -> list[tuple[str, str]]:
    found = compare_all(read_results(given), recompute(given))
    return [(one.file, one.column) for one in found]


@pytest.mark.parametrize(
    ("a", "rank", "gap"),
    [
        ("100", "1", ""),  # the sum rounded to 100: a tie
        ("99.99999999999999", "2", "1.4210854715202004e-14"),  # or one bit below: no tie
    ],
)
def test_last_bits_may_fall_either_way_but_ranks_follow_from_them(
    a: str, rank: str, gap: str
) -> None:
    given = files(a, rank, gap)
    if rank == "1":  # tied units stand by code
        text = given["result/ranking.csv"].decode().splitlines(keepends=True)
        given["result/ranking.csv"] = "".join([text[0], text[2], text[1]]).encode()
    assert differences(given) == []


def test_rank_that_does_not_follow_from_the_stored_totals_is_found() -> None:
    assert ("result/ranking.csv", "rank") in differences(files("99.99999999999999", "1", ""))


def test_score_off_by_more_than_the_tolerance_is_found() -> None:
    found = differences(files("99.99999999999999", "2", "1.4e-14", third="33.3333333334"))
    assert found[0] == ("result/working.csv", "unrounded")


def test_text_for_a_number_is_found() -> None:
    assert ("result/nodes.csv", "score") in differences(files("nan", "2", ""))
