"""`{% load kit %}`: every tag of the kit; docs/mechanisms/kit.md shows each."""

from django.template import Library

from sanbi.site.kit.tags import actions, cells, forms, graphics, pages, parts, tables

register = Library()
for family in (actions, cells, forms, graphics, pages, parts, tables):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
