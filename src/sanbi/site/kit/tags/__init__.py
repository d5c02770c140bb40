"""Template tags, one module per family; `{% load kit %}` brings them all."""
