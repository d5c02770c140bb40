from pathlib import Path

import pytest

from tests.support.programs import MissingProgramError, find_program, require_program

SWITCH = "SANBI_REQUIRE_LIBREOFFICE"


def _program(folder: Path, name: str) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_find_program_takes_the_first_name_that_exists(tmp_path: Path) -> None:
    second = _program(tmp_path, "second")
    assert find_program(("first", "second"), path=str(tmp_path)) == second
    assert find_program(("first",), path=str(tmp_path)) is None


def test_require_program_returns_what_is_there(tmp_path: Path) -> None:
    soffice = _program(tmp_path, "soffice")
    environ = {"PATH": str(tmp_path), SWITCH: "1"}
    assert require_program(("soffice",), switch=SWITCH, hint="", environ=environ) == soffice


@pytest.mark.parametrize("value", [None, "", "0"])
def test_require_program_skips_with_the_reason(tmp_path: Path, value: str | None) -> None:
    environ = {"PATH": str(tmp_path)} | ({} if value is None else {SWITCH: value})
    with pytest.raises(
        pytest.skip.Exception, match=r"soffice is not on this machine\. Install it\."
    ):
        require_program(("soffice",), switch=SWITCH, hint="Install it.", environ=environ)


def test_require_program_fails_where_skipping_is_forbidden(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path), SWITCH: "1"}
    with pytest.raises(MissingProgramError, match="may not be skipped"):
        require_program(("soffice",), switch=SWITCH, hint="Install it.", environ=environ)
