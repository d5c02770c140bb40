"""Readers of workbooks, CSV and Parquet."""
