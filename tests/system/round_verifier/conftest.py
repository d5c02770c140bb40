"""Makes the checker importable, as `python3 tools/verify_round.py` does by its own folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
