"""Bulk feeds: figures of a bureau from a file, taken in whole or not at all."""
