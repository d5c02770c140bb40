"""`sanbi demo` as a process: every way in which it can end, and what it leaves behind.

The database is made once; each test starts the demo in the same folder again, which is itself part
of what is tested: a restart after each kind of end.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sanbi.site.postgres.folders import SOCKETS, mark_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

# Nor may a demo outlive a test run that is killed.
WITH_US = ["setpriv", "--pdeathsig", "TERM", "--"]
SANBI = [sys.executable, "-c", "from sanbi.cli import main; main()"]


class Demo:
    """A running demo, in a session of its own as a terminal gives it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.out = folder.parent / "out.txt"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SANBI_")}
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [
                    *WITH_US,
                    *SANBI,
                    "demo",
                    "--empty",
                    "--folder",
                    str(folder),
                    "--language",
                    "en",
                    *options,
                ],
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def text(self) -> str:
        return self.out.read_text()

    def port(self) -> int:
        """Wait for the address that it prints."""
        assert wait_for(lambda: "Ctrl-C" in self.text() or self.process.poll() is not None, 240)
        found = re.search(r"open http://127\.0\.0\.1:(\d+)", self.text())
        assert found, self.text()
        return int(found[1])

    def answer(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=10)
        connection.request("GET", "/")
        status = connection.getresponse().status
        connection.close()
        return status

    def family(self) -> dict[int, str]:
        """All processes that it has started, with their command lines."""
        parents = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parents[int(entry.name)] = int(stat_of(int(entry.name))[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
        found, size = {self.process.pid}, 0
        while len(found) > size:
            size = len(found)
            found |= {pid for pid, parent in parents.items() if parent in found}
        return {pid: command_of(pid) for pid in found}

    def one(self, word: str) -> int:
        """The number of its first process with a word in the command line."""
        return min(pid for pid, command in self.family().items() if word in command)


def stat_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def alive(pid: int) -> bool:
    try:
        return stat_of(pid)[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def demo_in(folder: Path, *options: str) -> Iterator[Demo]:
    """A demo that answers; whatever the test does to it, nothing of it lives on."""
    demo = Demo(folder, *options)
    family: dict[int, str] = {}
    try:
        assert demo.answer() in {200, 302}
        family = demo.family()
        yield demo
    finally:
        running = demo.process.poll() is None
        demo.process.terminate()
        try:
            status = demo.process.wait(90)
            assert status == 0 or not running
        finally:
            left = lambda: [command for pid, command in family.items() if alive(pid)]  # noqa: E731
            gone = wait_for(lambda: not left(), 5)
            commands = left()
            for pid in family:
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)
        assert gone, commands


def sockets(folder: Path) -> list[Path]:
    return list(SOCKETS.glob(f"sanbi-*-{mark_of(folder / 'pg')}"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("演示 it's") / "var"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGHUP])  # SIGTERM: see demo_in
def test_a_signal_ends_everything(folder: Path, sign: signal.Signals) -> None:
    with demo_in(folder) as demo:
        commands = " ".join(demo.family().values())
        for word in ("postgres", "granian", "worker"):
            assert word in commands
        os.killpg(demo.process.pid, sign)
        assert demo.process.wait(20) == 0
    assert demo.text().splitlines()[-1] == f"stopped; the data stay in {folder}"
    assert sockets(folder) == []


def test_ctrl_c_twice_ends_everything(folder: Path) -> None:
    with demo_in(folder) as demo:
        for _ in range(2):
            os.killpg(demo.process.pid, signal.SIGINT)
            time.sleep(0.05)
        assert demo.process.wait(20) == 0
    assert sockets(folder) == []


def test_ctrl_c_while_it_prepares_ends_everything(folder: Path) -> None:
    demo = Demo(folder)
    assert wait_for(lambda: "preparing" in demo.text(), 30)
    family = demo.family()
    os.killpg(demo.process.pid, signal.SIGINT)
    assert demo.process.wait(20) == 0
    assert wait_for(lambda: not any(map(alive, family)), 5)
    assert sockets(folder) == []


def test_kill_leaves_no_process_and_the_next_start_works(folder: Path) -> None:
    with demo_in(folder) as demo:
        demo.process.kill()
        demo.process.wait(30)  # it is dead a moment later
    with demo_in(folder) as demo:
        os.killpg(demo.process.pid, signal.SIGKILL)  # its whole session
        demo.process.wait(30)
    with demo_in(folder):
        pass
    assert sockets(folder) == []


@pytest.mark.parametrize(
    ("word", "name"),
    [("postgres", "the database"), ("granian", "the pages"), ("main() worker", "the worker")],
)
def test_the_death_of_one_process_is_told_and_ends_the_others(
    folder: Path, word: str, name: str
) -> None:
    with demo_in(folder) as demo:
        os.kill(demo.one(word), signal.SIGKILL)
        assert demo.process.wait(30) == 2
    assert f"{name} ended (status -9); see {folder}" in demo.text()
    assert sockets(folder) == []


def test_a_second_demo_is_refused_and_the_first_goes_on(folder: Path) -> None:
    with demo_in(folder) as demo:
        said = subprocess.run(
            [*SANBI, "demo", "--empty", "--folder", folder, "--language", "zh"],
            env={k: v for k, v in os.environ.items() if not k.startswith("SANBI_")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 2
        assert said.stderr == f"{folder / 'pg'} 正被另一次运行占用；请先停止那一个\n"
        asked = ("--port", str(demo.port()), "--folder", str(folder.parent / "other"))
        said = subprocess.run(
            [*SANBI, "demo", "--empty", "--language", "en", *asked],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 2
        assert said.stderr == (
            f"port {demo.port()} is busy; stop what uses it, or choose one with --port\n"
        )
        assert not (folder.parent / "other").exists()
        assert demo.answer() in {200, 302}
