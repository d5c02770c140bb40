"""The errors of this package: each says where, what is wrong, and how to mend it."""


class NotCanonical(ValueError):  # noqa: N818  (reads as the sentence it is)
    """A value cannot be written canonically, or bytes are not the canonical ones."""


class PackageError(ValueError):
    """Bytes are not an assessment package that may be opened, or a part may not go into one."""
