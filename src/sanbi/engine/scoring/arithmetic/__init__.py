"""Two ways to compute the same formulas: float64 arrays, and exact rationals.

Rules are written once, as array code with the functions of `Arithmetic`. With a scheme's
``precision`` set they run on object arrays of Fractions, so that a published tenth of a point
does not depend on a machine; without it they run on float64.
"""

from sanbi.engine.scoring.arithmetic.exact import EXACT, ExactArithmetic
from sanbi.engine.scoring.arithmetic.floating import FLOATING, FloatArithmetic
from sanbi.engine.scoring.arithmetic.protocol import Arithmetic, Array, Mask, Number
from sanbi.engine.scoring.arithmetic.rounding import round_fraction, rounded_text, scaled_integer

__all__ = [
    "EXACT",
    "FLOATING",
    "Arithmetic",
    "Array",
    "ExactArithmetic",
    "FloatArithmetic",
    "Mask",
    "Number",
    "round_fraction",
    "rounded_text",
    "scaled_integer",
]
