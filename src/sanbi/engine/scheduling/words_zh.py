"""What this package says, in Chinese: English template → Chinese template."""

WORDS: dict[str, str] = {}
