"""Indicators, targets, reporting: from a clerk's number to a locked figure."""
