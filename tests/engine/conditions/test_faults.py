from sanbi.engine.conditions.faults import ConditionError, FactError, Fault


def test_an_error_tells_every_fault_with_its_place() -> None:
    faults = (Fault("all[1].op", "unknown", "write >="), Fault("condition", "empty", "write one"))
    error = ConditionError(faults)
    assert error.faults == faults
    assert str(error) == "all[1].op: unknown; write >=\ncondition: empty; write one"
    assert isinstance(error, ValueError)


def test_facts_fail_apart_from_conditions() -> None:
    assert not issubclass(FactError, ConditionError)
