"""Schemes, rounds, runs, boards, appeals: from frozen data to a final table."""
