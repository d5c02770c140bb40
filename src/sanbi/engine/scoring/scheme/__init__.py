"""The scheme file: read, check, settle, publish its JSON Schema."""
