"""Scheduling: dates from due dates, progress, lamps, shared resources and scarce factors.

Plain data in, plain data out. Days are worked days of a named calendar; the clock enters as an
argument.
"""
