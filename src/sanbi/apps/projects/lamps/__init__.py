"""Lamps of projects: rules in force, what is known of a project, and what each lamp shows."""
