from sanbi.engine.scoring.scheme.model import Grades, Node
from tests.engine.scoring.properties.cases import leaf, scheme_of


def test_a_node_is_walked_in_file_order() -> None:
    inner = {"id": "n", "children": [leaf("b"), {"id": "m", "children": [leaf("c")]}]}
    tree = scheme_of(leaf("a"), inner, leaf("d")).tree
    assert [item.id for item in tree.walk()] == ["total", "a", "n", "b", "m", "c", "d"]
    assert [item.id for item in tree.leaves()] == ["a", "b", "c", "d"]
    assert [item.id for item in tree.walk() if isinstance(item, Node)] == ["total", "n", "m"]


def test_grades_are_named_from_best_to_worst() -> None:
    assert Grades("score", ({"grade": "A"}, {"grade": "B"}), (), "down", {}).names == ("A", "B")
    assert Grades("quota", (), ({"grade": "B"}, {"grade": "A"}), "down", {}).names == ("B", "A")
    own = {"g": ({"grade": "A"},)}
    assert Grades("quota", (), (), "down", own).names == ()
