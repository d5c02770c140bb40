"""Units, people, roles, attachments, and the working calendar."""
