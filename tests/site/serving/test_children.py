"""Children end with their block, with all that they have started, and with their parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sanbi.engine.phrases import Phrase
from sanbi.site.serving.children import ending_on_signals, running
from sanbi.site.serving.errors import ServingError

NAME = Phrase("the worker")

# Starts a child of its own, and does not listen when it is asked to end.
STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(60)
"""

# Tells of its child once that runs its own words: before, the kernel has not been asked yet.
PARENT = """
import os, signal, sys, time
from pathlib import Path
from sanbi.engine.phrases import Phrase
from sanbi.site.serving.children import running
log = Path(sys.argv[1])
code = "import time; print(1, flush=True); time.sleep(60)"
with running(Phrase("x"), [sys.executable, "-c", code], environment=os.environ, log=log) as child:
    while not log.read_text():
        time.sleep(0.02)
    print(child.process.pid, flush=True)
    time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def wait_for(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_child_that_does_not_listen_is_killed_with_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanbi.site.serving.children.STOP_SECONDS", 0.2)
    log = tmp_path / "log"
    with running(NAME, [sys.executable, "-c", STUBBORN], environment=os.environ, log=log):
        assert wait_for(lambda: log.read_text().endswith("\n"))
        pids = [int(word) for word in log.read_text().split()]
        assert [alive(pid) for pid in pids] == [True, True]
    assert wait_for(lambda: not any(map(alive, pids)))


def test_an_ended_child_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    code = "import sys; print(*range(30), sep='\\n'); sys.exit(3)"
    log = tmp_path / "log"
    with running(NAME, [sys.executable, "-c", code], environment=os.environ, log=log) as child:
        child.process.wait(10)
        with pytest.raises(ServingError) as caught:
            child.check()
    lines = str(caught.value).splitlines()
    assert lines == [f"the worker ended (status 3); see {log}", *map(str, range(22, 30))]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of the death")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, tmp_path / "log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    assert wait_for(lambda: not alive(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="twin of the test above")
def test_without_the_guard_it_would_live_on(tmp_path: Path) -> None:
    blunt = tmp_path / "bin"
    blunt.mkdir()
    (blunt / "setpriv").write_text('#!/bin/sh\nshift 3\nexec "$@"\n')
    (blunt / "setpriv").chmod(0o755)
    environment = os.environ | {"PATH": f"{blunt}:{os.environ['PATH']}"}
    command = [sys.executable, "-c", PARENT, tmp_path / "log"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert not wait_for(lambda: not alive(pid), 0.5)
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_ends_the_block_and_the_second_changes_nothing(
    sign: signal.Signals,
) -> None:
    steps = []
    before = signal.getsignal(sign)

    def work() -> None:
        with ending_on_signals():
            try:
                os.kill(os.getpid(), sign)
                time.sleep(5)
            finally:
                os.kill(os.getpid(), sign)
                os.kill(os.getpid(), signal.SIGINT)
                steps.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert steps == ["cleaned up"]
    assert signal.getsignal(sign) is before
