"""A real browser without a window, spoken to over a pair of pipes: JSON messages, each ended by a NUL."""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final

import pytest

Message = Mapping[str, object]

_PATIENCE: Final = 20.0
_OPTIONS: Final = (
    *("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
_CHROMIUM_READS, _CHROMIUM_WRITES = 3, 4


class Browser:
    """One Chromium."""

    def __init__(self, profile: Path) -> None:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            pytest.fail(
                "chromium is not installed: these tests open the exported pages in it (apt-get install chromium)"
            )
        theirs_in, self._write = _pipe()
        self._read, theirs_out = _pipe()
        actions = [
            (os.POSIX_SPAWN_DUP2, theirs_in, _CHROMIUM_READS),
            (os.POSIX_SPAWN_DUP2, theirs_out, _CHROMIUM_WRITES),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        arguments = [program, *_OPTIONS, f"--user-data-dir={profile}", "about:blank"]
        # What it leaves behind when it is ended goes with this folder; a long path would be too long for its socket.
        self._left = TemporaryDirectory(prefix="sidegrade-", ignore_cleanup_errors=True)
        environment = {**os.environ, "TMPDIR": self._left.name}
        self._process = os.posix_spawn(program, arguments, environment, file_actions=actions, setpgroup=0)
        os.close(theirs_in)
        os.close(theirs_out)
        self._rest = b""
        self._last = 0
        self.events: deque[Message] = deque()

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._write)
        os.close(self._read)
        # Its children are in its group: the one process that was started, and nothing else.
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._left.cleanup()

    def ask(self, method: str, session: str = "", **parameters: object) -> Message:
        """What the browser answers; an error is raised."""
        self._last += 1
        asked: dict[str, object] = {"id": self._last, "method": method, "params": parameters}
        if session:
            asked["sessionId"] = session
        os.write(self._write, json.dumps(asked).encode() + b"\0")
        end = time.monotonic() + _PATIENCE
        while True:
            message = self._next(end, method)
            if message.get("id") != self._last:
                self.events.append(message)
                continue
            if "error" in message:
                raise AssertionError(f"{method}: {message['error']}")
            return inner(message, "result")

    def wait_for(self, method: str, session: str) -> Message:
        """The first event of this kind, one that came already among them."""
        end = time.monotonic() + _PATIENCE
        kept: deque[Message] = deque()
        while True:
            message = self.events.popleft() if self.events else self._next(end, method)
            if message.get("method") == method and message.get("sessionId") == session:
                self.events.extendleft(reversed(kept))
                return inner(message, "params")
            kept.append(message)

    @contextmanager
    def page(self) -> Iterator["Page"]:
        """A page of its own, closed at the end."""
        target = str(self.ask("Target.createTarget", url="about:blank")["targetId"])
        session = str(self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.events.clear()
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{domain}.enable")
        yield page
        self.ask("Target.closeTarget", targetId=target)

    def _next(self, end: float, what: str) -> Message:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"chromium did not answer within {_PATIENCE:.0f} s: {what}")
            part = os.read(self._read, 1 << 20)
            if not part:
                raise AssertionError(f"chromium went away: {what}")
            self._rest += part
        line, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(line)
        assert isinstance(message, dict)
        return message


class Page:
    """One page, and everything it complained about."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def ask(self, method: str, **parameters: object) -> Message:
        return self._browser.ask(method, self._session, **parameters)

    def open(self, url: str) -> None:
        """Goes there and waits until all of it is loaded."""
        self.ask("Page.navigate", url="about:blank")
        self._browser.wait_for("Page.loadEventFired", self._session)
        self.ask("Page.navigate", url=url)
        self._browser.wait_for("Page.loadEventFired", self._session)

    def run(self, script: str) -> object:
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{script}: {answer['exceptionDetails']}")
        return inner(answer, "result").get("value")

    def texts(self, query: str) -> list[str]:
        """The text of everything that a selector finds and that is shown."""
        script = f"""[...document.querySelectorAll({json.dumps(query)})].filter(one => one.checkVisibility())
            .map(one => one.textContent.trim().replace(/\\s+/g, " "))"""
        found = self.run(script)
        assert isinstance(found, list)
        return [str(one) for one in found]

    def size(self, width: int, height: int = 900, *, is_phone: bool = False) -> None:
        """How large the window is; on a phone, a page that is too wide is not squeezed in."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=is_phone)

    def prefer(self, scheme: str, media: str = "") -> None:
        """Light or dark; `print` as the medium shows how it prints."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)

    def complaints(self) -> list[str]:
        """Errors, warnings and broken rules of its policy since the last time somebody asked."""
        self._settle()
        found = []
        for event in self._browser.events:
            method = event.get("method")
            if method == "Log.entryAdded":
                found.append(str(inner(inner(event, "params"), "entry").get("text")))
            elif method == "Runtime.exceptionThrown":
                found.append(str(inner(inner(event, "params"), "exceptionDetails")))
            elif method == "Runtime.consoleAPICalled":
                found.append(str(inner(event, "params").get("args")))
        self._browser.events.clear()
        return found

    def asked_for(self) -> list[str]:
        """Every address that it wanted something from since somebody asked for its complaints."""
        self._settle()
        sent = [one for one in self._browser.events if one.get("method") == "Network.requestWillBeSent"]
        return [str(inner(inner(one, "params"), "request").get("url")) for one in sent]

    def wait_for_address(self, url: str) -> None:
        """Waits until it wants something from an address; unlike `asked_for`, also in a page that is being left."""
        sent: object = None
        while sent != url:
            event = self._browser.wait_for("Network.requestWillBeSent", self._session)
            sent = inner(event, "request").get("url")

    def _settle(self) -> None:
        self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")

    def picture(self, *, whole: bool = False) -> bytes:
        """What it looks like, as PNG."""
        answer = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(str(answer["data"]))

    def printed(self) -> bytes:
        """What it prints, as PDF, on the paper that the page itself asks for."""
        answer = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(str(answer["data"]))


def inner(message: Message, key: str) -> Message:
    """An object inside a message."""
    found = message.get(key)
    assert isinstance(found, dict), message
    return found


def _pipe() -> tuple[int, int]:
    """A pipe whose ends lie above those that the browser wants to have."""
    ends = os.pipe()
    above = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return above[0], above[1]
