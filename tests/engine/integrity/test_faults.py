"""The errors of the package are ValueErrors: bad values, not broken programs."""

import pytest

from sanbi.engine.integrity import NotCanonical, PackageError, json_bytes, read_package


def test_faults_are_value_errors_and_apart() -> None:
    with pytest.raises(ValueError, match="float") as canonical:
        json_bytes(0.5)
    with pytest.raises(ValueError, match="not an assessment package") as package:
        read_package(b"")
    assert canonical.type is NotCanonical
    assert package.type is PackageError
    assert not issubclass(PackageError, NotCanonical)
