"""Damage done to clean text on purpose: the way of the copies that circulate, run forwards."""
