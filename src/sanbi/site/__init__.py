"""The site: settings, routes, base templates, and the processes that serve it."""
