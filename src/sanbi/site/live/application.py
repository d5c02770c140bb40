"""The live service as an ASGI application: enter, cast, events.

    POST /live/enter   {poll, code, terminal?}  → {token, class, own} or {done, receipt}
    POST /live/cast    {token, key, marks}      → {answer, receipt}
    POST /live/here    {token, clock}           → {answer}: a venue's screen is here
    GET  /live/events?poll=3&show=7             → a stream of events
    GET  /live/health

No answer and no address holds a mark; nothing is logged of a casting.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs

from sanbi.apps.ballots.codes import CODE_DIGITS, digest_of_code
from sanbi.apps.ballots.tokens import (
    VoterToken,
    read_terminal_token,
    read_voter_token,
    voter_token,
)
from sanbi.engine.integrity.ballots import BallotFault, Marks, checked
from sanbi.site.live.answers import (
    BadRequest,
    Headers,
    Receive,
    Scope,
    Send,
    answer_json,
    begin_stream,
    body_of,
    send_event,
)
from sanbi.site.live.box import Answer, Casting
from sanbi.site.live.connections import connected, is_lost, require_safe_writes
from sanbi.site.live.events import Hub, Listener
from sanbi.site.live.guessing import Guesses
from sanbi.site.live.polls import Person, Reader
from sanbi.site.live.writer import Away, Writer

TOKEN_SECONDS = 6 * 3600
ALIVE_SECONDS = 15.0
START_SECONDS, START_PAUSE = 60.0, 0.2
"""How long a start waits for the database, and how often it looks."""
STATUS = {
    Answer.RECORDED: 200,
    Answer.VOTED: 409,
    Answer.PAPER: 409,
    Answer.NOT_OPEN: 409,
    Answer.OLD_CARD: 403,
    Answer.KEY_TAKEN: 409,
}
TOPICS = ("poll", "show")
POSTED = frozenset({"/live/enter", "/live/cast", "/live/here"})
Reply = tuple[int, dict[str, Any]]


class LiveService:
    """The application.

    Parameters
    ----------
    url, key : the database and the key of the site.
    clock : tells the seconds since 1970.
    origins : pages' origins that may ask from another port.
    unsafe : works on a database that may lose what it has confirmed; for tests.
    """

    def __init__(
        self,
        url: str,
        key: str,
        clock: Callable[[], float],
        origins: Iterable[str] = (),
        *,
        unsafe: bool = False,
    ) -> None:
        self._url, self._key, self._clock, self._unsafe = url, key, clock, unsafe
        self._origins = frozenset(origin.encode() for origin in origins)
        self._reader = Reader(url)
        self._writer = Writer(url, unsafe=unsafe)
        self._hub = Hub(url, self._turnout, self._reader.forget)
        self._guesses = Guesses()
        self._ended = contextlib.AsyncExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def start(self) -> None:
        """Begin to write and to listen.

        Raises
        ------
        UnsafeWrites
            when the database may lose what it has confirmed.
        """
        if not self._unsafe:
            await self._require_safe_writes()
        await self._ended.enter_async_context(self._writer.running())
        await self._ended.enter_async_context(self._hub.running())

    async def _require_safe_writes(self) -> None:
        """Look at the database; wait for one that is just starting, as after a power cut."""
        until = self._clock() + START_SECONDS
        while True:
            try:
                async with await connected(self._url) as connection:
                    await require_safe_writes(connection)
                    return
            except Exception as error:
                if not is_lost(error) or self._clock() > until:
                    raise
                await asyncio.sleep(START_PAUSE)

    async def stop(self) -> None:
        """End both, and give all connections back."""
        await self._ended.aclose()
        await self._reader.close()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self.start()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path, more = scope["method"], scope["path"], self._cors(scope)
        if method == "OPTIONS":
            allowed = [(b"access-control-allow-headers", b"content-type"), *more]
            await answer_json(send, 200, {}, allowed)
        elif (method, path) == ("GET", "/live/events"):
            await self._events(scope, receive, send, more)
        else:
            status, facts = await self._answered(method, path, scope, receive)
            await answer_json(send, status, facts, more)

    async def _answered(self, method: str, path: str, scope: Scope, receive: Receive) -> Reply:
        try:
            if method == "POST" and path in POSTED:
                return await self._posted(path, await body_of(receive), _address(scope))
            if (method, path) == ("GET", "/live/health"):
                return 200, {"state": "fine", "listeners": self._hub.count}
        except BadRequest as error:
            return 400, {"answer": str(error)}
        except BallotFault as fault:
            return 422, {
                "answer": str(fault.reason),
                "subject": fault.subject,
                "criterion": fault.criterion,
            }
        except Away:
            return 503, {"answer": "away"}
        except Exception as error:
            if is_lost(error):
                return 503, {"answer": "away"}
            raise
        return 404, {"answer": "no-such-address"}

    async def _posted(self, path: str, given: Mapping[str, Any], address: str) -> Reply:
        if path == "/live/enter":
            return await self._enter(given, address)
        return await (self._cast(given) if path == "/live/cast" else self._here(given))

    # -- entering ----------------------------------------------------------------------------------
    async def _enter(self, given: Mapping[str, Any], address: str) -> Reply:
        poll, code = _number(given, "poll"), "".join(str(given.get("code", "")).split())
        now = self._clock()
        terminal = self._terminal(poll, given)
        source = address if terminal is None else f"terminal {terminal[1]}"
        if self._guesses.too_many(poll, source, now):
            return 429, {"answer": "wait"}
        form = await self._reader.form(poll)
        if form is None:
            return 409, {"answer": "not-open"}
        person = None
        if len(code) == CODE_DIGITS and code.isascii() and code.isdecimal():
            digest = digest_of_code(self._key, poll, code)
            person = await self._reader.person(poll, digest)
        if person is None:
            self._guesses.note(poll, source, now)
            return 404, {"answer": "no-such-code"}
        if terminal is None and not form.device_allowed:
            return 403, {"answer": "only-at-a-terminal"}
        return self._entered(poll, person, terminal)

    def _entered(self, poll: int, person: Person, terminal: tuple[str, int] | None) -> Reply:
        if person.way == "paper":
            return 409, {"answer": str(Answer.PAPER)}
        if person.way:
            return 200, {"answer": "done", "receipt": person.receipt}
        if person.state != "open":
            return 409, {"answer": str(Answer.NOT_OPEN)}
        until = int(self._clock()) + TOKEN_SECONDS
        way = "device" if terminal is None else "terminal"
        token = VoterToken(
            poll, person.voter, person.voter_class, person.own, way, person.card, until
        )
        venue, number = terminal or ("", 0)
        return 200, {
            "venue": venue,
            "number": number,
            "answer": "enter",
            "token": voter_token(self._key, token),
            "class": person.class_name,
            "own": person.own,
        }

    def _terminal(self, poll: int, given: Mapping[str, Any]) -> tuple[str, int] | None:
        """Return venue and number of the terminal of this poll that asks; None for a device."""
        terminal = read_terminal_token(self._key, str(given.get("terminal", "")))
        return terminal[1:] if terminal is not None and terminal[0] == poll else None

    # -- casting -----------------------------------------------------------------------------------
    async def _cast(self, given: Mapping[str, Any]) -> Reply:
        token = read_voter_token(self._key, str(given.get("token", "")), self._clock())
        if token is None:
            return 403, {"answer": "enter-again"}
        form = await self._reader.form(token.poll)
        if form is None:
            return 409, {"answer": str(Answer.NOT_OPEN)}
        marks = checked(form.paper, _marks(given.get("marks")), token.own)
        casting = Casting(
            token.poll,
            token.voter,
            token.voter_class,
            token.way,
            _key(given),
            marks,
            token.card,
        )
        outcome = await self._writer.put(casting)
        return STATUS[outcome.answer], {
            "answer": str(outcome.answer),
            "receipt": outcome.receipt,
        }

    # -- screens -----------------------------------------------------------------------------------
    async def _here(self, given: Mapping[str, Any]) -> Reply:
        token, clock = str(given.get("token", "")), _number(given, "clock")
        now = dt.datetime.fromtimestamp(self._clock(), dt.UTC)
        known = await self._reader.note_here(token, clock, now)
        return (200, {"answer": "noted"}) if known else (404, {"answer": "no-such-screen"})

    # -- events ------------------------------------------------------------------------------------
    async def _events(self, scope: Scope, receive: Receive, send: Send, more: Headers) -> None:
        asked = parse_qs(scope["query_string"].decode("ascii", "replace"))
        topics = frozenset(
            (kind, int(text))
            for kind in TOPICS
            for text in asked.get(kind, ())[:1]
            if text.isascii() and text.isdecimal() and len(text) < 19  # noqa: PLR2004 - bigint
        )
        if not topics:
            await answer_json(send, 400, {"answer": "no-topic"}, more)
            return
        await receive()  # the request itself; what comes next is that the page has gone
        with self._hub.listening(topics) as listener:
            await begin_stream(send, more)
            for kind, key in sorted(topics):
                facts = await self._first(kind, key)
                if facts is not None:
                    await send_event(send, facts)
            gone = asyncio.ensure_future(receive())
            try:
                await _stream(listener, send, gone)
            finally:
                gone.cancel()

    async def _first(self, kind: str, key: int) -> dict[str, Any] | None:
        """Return where things stand for who begins to listen."""
        if kind != "poll":
            return {"kind": kind, kind: key}
        try:
            return await self._turnout(key)
        except Exception as error:
            if not is_lost(error):
                raise
            return None

    async def _turnout(self, poll: int) -> dict[str, Any] | None:
        found = await self._reader.turnout(poll)
        if found is None:
            return None
        voted, people, state, edition = found
        return {
            "kind": "turnout",
            "poll": poll,
            "voted": voted,
            "people": people,
            "state": state,
            "edition": edition,
        }

    def _cors(self, scope: Scope) -> Headers:
        origin = dict(scope["headers"]).get(b"origin", b"")
        if origin not in self._origins:
            return []
        return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]


async def _stream(listener: Listener, send: Send, gone: asyncio.Future[Any]) -> None:
    """Send what happens until the page has gone."""
    while not gone.done():
        happened = await listener.take(ALIVE_SECONDS)
        if gone.done():
            return
        for facts in happened:
            await send_event(send, facts)
        if not happened:
            await send_event(send, None)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _number(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise BadRequest(f"no-{name}")
    return value


def _key(given: Mapping[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(str(given.get("key", "")))
    except ValueError as error:
        raise BadRequest("no-key") from error


def _marks(given: object) -> Marks:
    if not isinstance(given, dict):
        raise BadRequest("no-marks")
    for held in given.values():
        if not isinstance(held, dict) or not all(isinstance(mark, str) for mark in held.values()):
            raise BadRequest("no-marks")
    return given
