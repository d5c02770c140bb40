"""In which order formulas that use each other are computed."""

from collections.abc import Mapping

from sanbi.engine.scoring.formula.errors import FormulaCycle
from sanbi.engine.scoring.formula.formula import Formula


def dependencies(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """Return the names of the formulas in an order in which each comes after those it uses.

    Names that are not formulas (indicators, columns) do not matter. Among several possible
    orders it is the one that follows the order of the mapping.

    Raises
        FormulaCycle  when formulas need each other; it names one cycle.
    >>> from sanbi.engine.scoring.formula.formula import parse_formula
    >>> dependencies({"b": parse_formula("a + 1"), "a": parse_formula("x * 2")})
    ('a', 'b')
    """
    order: dict[str, None] = {}
    for start in formulas:
        if start in order:
            continue
        path: dict[str, list[str]] = {start: _used(formulas, start)}
        while path:
            here = next(reversed(path))
            waiting = path[here]
            if not waiting:
                order[here] = None
                del path[here]
                continue
            name = waiting.pop(0)
            if name in path:
                steps = list(path)
                raise FormulaCycle((*steps[steps.index(name) :], name))
            if name not in order:
                path[name] = _used(formulas, name)
    return tuple(order)


def _used(formulas: Mapping[str, Formula], name: str) -> list[str]:
    return [used for used in formulas[name].names if used in formulas]
