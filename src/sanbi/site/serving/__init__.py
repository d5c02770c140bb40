"""The processes of the site: pages, worker, demo; and what they need before they start."""
