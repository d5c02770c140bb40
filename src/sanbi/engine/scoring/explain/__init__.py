"""Says in words and numbers how a score came about."""
