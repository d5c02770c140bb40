"""Forms: each checks what came in and carries out one service."""
