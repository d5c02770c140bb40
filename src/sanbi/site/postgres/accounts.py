"""As whom the server runs: PostgreSQL refuses to run as root.

A plain user runs it as themselves. Root runs it, in this order,

1. in a user name space of its own, where root's files are those of an ordinary user: nothing
   is created, and no permission changes;
2. where that is forbidden, as in many containers, as an existing unprivileged user: the owner of
   the folder, `postgres` or `nobody`. A user who cannot reach the folder or the programs gets a
   folder of their own with the data and, if need be, a copy of the programs.

Every way asks the kernel to interrupt the server when its starter dies (Linux only).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.errors import PostgresError
from sanbi.site.postgres.folders import mark_of, owned_folder
from sanbi.site.postgres.programs import Programs, copy_programs, refuse_signs

DIE_WITH_STARTER = ("setpriv", "--pdeathsig", "INT")
NAME_SPACE = ("unshare", "--user", "--map-user=1", "--map-group=1", "--")
PLAIN_ACCOUNTS = ("postgres", "nobody")
OWN_FOLDERS = Path("/var/tmp")  # noqa: S108  survives a restart; owned_folder checks owner and mode

# May this account write the folder and run the server? The arguments are not part of the script.
PROBE = 'test -x "$1" && test -w "$1" && "$2" --version >/dev/null 2>&1'
ENTER = 'test -x "$1"'
RUN = '"$1" --version >/dev/null 2>&1'


@dataclass(frozen=True)
class Account:
    """A way to start a program: as whom, and with which words in front."""

    words: tuple[str, ...]
    uid: int  # as seen from outside a name space: the owner of the files
    gid: int

    def command(self, *words: str | Path) -> list[str]:
        """The whole command line."""
        return [*self.words, *map(str, words)]

    def can(self, script: str, *arguments: Path) -> bool:
        """Whether a small test ends well as this account."""
        run = subprocess.run(
            self.command("sh", "-c", script, "sh", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=False,
        )
        return run.returncode == 0


@dataclass(frozen=True)
class Place:
    """Where a server works: its account, its data and its programs."""

    account: Account
    data: Path
    programs: Programs
    own_folder: Path | None = None  # made for an account that cannot reach the folder asked for


def choose_place(folder: Path, programs: Programs) -> Place:
    """The first way in which the server can run with its data in `folder`.

    Parameters
        folder : the database folder; its parent exists.
    Raises
        PostgresError  when no way is left.
    """
    if os.geteuid() != 0:
        return Place(_own_account(), folder, programs)
    name_space = Account((*NAME_SPACE, *DIE_WITH_STARTER, "--"), 0, 0)
    if name_space.can(PROBE, folder.parent, programs.postgres):
        return Place(name_space, folder, programs)
    accounts = [account for account in _plain_accounts(folder) if account.can("true")]
    for account in accounts:
        if account.can(ENTER, folder.parent) and account.can(RUN, programs.postgres):
            return Place(account, folder, programs)
    for account in accounts:
        return _moved(account, folder, programs)
    raise PostgresError(
        Phrase(
            "PostgreSQL does not run as root, and this machine lets root start it neither in a"
            " name space of its own (unshare) nor as another user (setpriv); work as an ordinary"
            " user, or set SANBI_DATABASE_URL"
        )
    )


def _own_account() -> Account:
    words: tuple[str, ...] = ()
    if sys.platform == "linux" and shutil.which(DIE_WITH_STARTER[0]):
        words = (*DIE_WITH_STARTER, "--")
        if not _has_name(os.geteuid()):  # initdb asks for one; in a name space it finds one
            words = (*NAME_SPACE, *words)
    return Account(words, os.geteuid(), os.getegid())


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _plain_accounts(folder: Path) -> Iterator[Account]:
    """The owner of the folder's surroundings first: everything there is within reach."""
    state = folder.parent.stat()
    if state.st_uid != 0 and _has_name(state.st_uid):
        yield _account_of(state.st_uid, state.st_gid)
    for name in PLAIN_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        yield _account_of(entry.pw_uid, entry.pw_gid)


def _account_of(uid: int, gid: int) -> Account:
    words = (*DIE_WITH_STARTER, f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--")
    return Account(words, uid, gid)


def _moved(account: Account, folder: Path, programs: Programs) -> Place:
    """The place in a folder of the account's own; it is the same for the same `folder`."""
    path = OWN_FOLDERS / f"sanbi-{account.uid}-{mark_of(folder)}"
    own = owned_folder(path, account.uid, account.gid)
    place = Place(account, own / "pg", programs, own)
    if account.can(RUN, programs.postgres):
        return place
    copy = copy_programs(programs, own / "programs")
    refuse_signs(copy.install)
    if not account.can(RUN, copy.postgres):
        raise PostgresError(
            Phrase(
                "PostgreSQL does not run as user {uid} from {folder};"
                " work as an ordinary user, or set SANBI_DATABASE_URL",
                uid=account.uid,
                folder=own,
            )
        )
    return replace(place, programs=copy)
