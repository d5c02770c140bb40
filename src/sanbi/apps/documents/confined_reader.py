"""A program: reads one document from its input and writes the reading as JSON.

Run by `reading` in a process of its own with little memory and time, since PDFs and packed files
come from strangers. ``python -I confined_reader.py SOURCE``: SOURCE is the folder of the package.
The first line of the input is JSON and says what is known of the document; its bytes follow. Ends
with 3 for a file that cannot be read; the output then says why.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

REFUSED = 3


def main() -> None:
    """Read and write."""
    sys.path.insert(0, sys.argv[1])
    asked = json.loads(sys.stdin.buffer.readline())

    from sanbi.engine.documents.choices import Choice
    from sanbi.engine.documents.faults import DocumentFault
    from sanbi.engine.documents.reading import Names
    from sanbi.engine.documents.record import document_json
    from sanbi.engine.documents.text import Span
    from sanbi.engine.documents.whole import read_document

    published = asked["published"]
    try:
        reading = read_document(
            asked["name"],
            sys.stdin.buffer.read(),
            published=dt.date.fromisoformat(published) if published else None,
            names=Names(tuple(asked["units"]), tuple(asked["people"])),
            sisters=asked["sisters"],
            choices=[Choice(Span(*raw), text) for raw, text in asked["choices"]],
        )
    except DocumentFault as fault:
        json.dump({"fault": str(fault)}, sys.stdout)
        sys.exit(REFUSED)
    json.dump({"reading": document_json(reading)}, sys.stdout)


if __name__ == "__main__":
    main()
