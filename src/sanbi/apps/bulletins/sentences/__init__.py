"""Sentences by rules: plain rows in, blocks in the wording of official papers out.

Always in Chinese. Every number in them is a fact of its own; a reason is given only where the
rows hold it.
"""
