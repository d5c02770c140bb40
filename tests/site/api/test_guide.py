"""The page that shows the API's description for reading."""

from __future__ import annotations

from sanbi.site.api.guide import sections


def test_names_between_backticks_are_shown_as_code_and_all_else_is_escaped() -> None:
    answer = {"description": "The figures, ``none`` where <none> is."}
    operation = {
        "tags": ["figures"],
        "description": "Figures of ``owner``.",
        "responses": {"200": answer},
    }
    described = {
        "tags": [{"name": "figures", "description": "``kind`` & more"}],
        "paths": {"/figures": {"get": operation}},
    }
    (section,) = sections(described)
    assert section.words == "<code>kind</code> &amp; more"
    assert section.operations[0].words == "Figures of <code>owner</code>."
    said = "The figures, <code>none</code> where &lt;none&gt; is."
    assert section.operations[0].answers == (("200", said),)
