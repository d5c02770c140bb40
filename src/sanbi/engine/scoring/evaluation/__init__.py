"""Evaluation: from scheme and figures to leaf scores, nodes, totals, ranks and grades."""
