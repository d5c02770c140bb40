"""SQL that makes a table append-only, for migrations of any app.

The function that its triggers call is made by the audit app's second migration.
"""

from __future__ import annotations


def guard(table: str) -> str:
    """SQL that refuses every change and deletion of a table's rows."""
    return f"""
    create trigger {table}_rows before update or delete on {table}
        for each row execute function sanbi_append_only();
    create trigger {table}_whole before truncate on {table}
        for each statement execute function sanbi_append_only();
    """


def unguard(table: str) -> str:
    """SQL that undoes `guard`."""
    return f"drop trigger {table}_rows on {table}; drop trigger {table}_whole on {table};"
