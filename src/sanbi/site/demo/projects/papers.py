"""Small papers that stand in for proof: real PDF files that say that they are invented."""

from __future__ import annotations

from functools import cache

from sanbi.apps.projects.proof import Sent

_LINE = "Sanbi demo county (invented data): {title}"


def paper(name: str, title: str) -> Sent:
    """Return a file of one page; those of one title share their content."""
    return Sent(f"{name}.pdf", _pdf(_LINE.format(title=title)))


@cache
def _pdf(text: str) -> bytes:
    """A page of A4 with one line of text, the same on every machine."""
    drawing = f"BT /F1 14 Tf 60 770 Td ({text}) Tj ET".encode("ascii")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table, len(parts) + 1, len(whole))
    )
