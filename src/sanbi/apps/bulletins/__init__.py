"""Bulletins 通报: what the county says of its period, written from the facts."""
