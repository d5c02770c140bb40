"""Plans of a year 工作目标: themes, targets, measures, peers to catch, good practice."""
