"""Signing in: what django-allauth and django-axes ask of the site."""
