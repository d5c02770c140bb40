"""The frame of a page, under the name that pages above the audit know it by."""

from sanbi.apps.audit.pages import Request, Rule, View, anyone, page, public

__all__ = ["Request", "Rule", "View", "anyone", "page", "public"]
