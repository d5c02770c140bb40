"""Working days, make-up days and time progress."""
