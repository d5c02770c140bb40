"""The command line: `sanbi VERB …`, each verb a thin call."""

import os

# NumPy's OpenBLAS starts a thread for each core when it is loaded, which costs a short command more
# than it could win back: no verb multiplies large matrices. What the environment says still holds.
# It stands before the imports, because NumPy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sanbi.cli.main import main

__all__ = ["main"]
