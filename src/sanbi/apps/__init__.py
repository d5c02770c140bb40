"""The Django apps, each importing only those below it (docs/mechanisms/platform.md)."""
