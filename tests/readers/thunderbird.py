"""Thunderbird itself as a reader: started without a window, it reads a feed with the parser of its own calendar.

Too slow for each run of the tests. Name the program, and it is one more reader (docs/feeds.md):

    THUNDERBIRD=/usr/bin/thunderbird make test TESTS="tests/events/test_feed_readers.py"
"""

import atexit
import json
import os
import socket
import subprocess
import tempfile
import time
from functools import lru_cache
from pathlib import Path

PROGRAM = os.environ.get("THUNDERBIRD", "")
SECONDS_TO_START = 120
# The classes with which Thunderbird reads a calendar that somebody subscribed to (calICSCalendar).
READ = """
const parser = Cc["@mozilla.org/calendar/ics-parser;1"].createInstance(Ci.calIIcsParser);
parser.parseString(arguments[0]);
const two = number => String(number).padStart(2, "0");
const told = moment => !moment ? null : moment.isDate
  ? `${moment.year}-${two(moment.month + 1)}-${two(moment.day)}`
  : new Date(moment.nativeTime / 1000).toISOString();
return parser.getItems().map(item => ({
  uid: item.id,
  start: told(item.startDate),
  end: item.hasProperty("DTEND") ? told(item.endDate) : null,
  status: item.status,
  summary: item.title,
  description: item.getProperty("DESCRIPTION"),
  location: item.getProperty("LOCATION"),
}));
"""


@lru_cache(maxsize=1)
def thunderbird() -> "Thunderbird":
    """The one that all tests of a run share; it is ended with the run."""
    started = Thunderbird(PROGRAM)
    atexit.register(started.end)
    return started


class Thunderbird:
    """A running Thunderbird with an empty profile, spoken to through Marionette, its door for tests."""

    def __init__(self, program: str):
        self._profile = tempfile.TemporaryDirectory(prefix="thunderbird-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        preferences = {"marionette.port": port, "app.update.enabled": False, "mail.rights.version": 1}
        lines = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in preferences.items())
        Path(self._profile.name, "user.js").write_text("".join(lines), encoding="utf-8")
        command = [program, "--headless", "--marionette", "-remote-allow-system-access", "--no-remote", "--profile"]
        environment = os.environ | {"HOME": self._profile.name, "TZ": "UTC", "MOZ_HEADLESS": "1"}
        self._process = subprocess.Popen(
            [*command, self._profile.name], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._socket = self._connected(port)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._read_message()
        self.version = self._call("WebDriver:NewSession", {"capabilities": {}})["capabilities"]["browserVersion"]
        self._call("Marionette:SetContext", {"value": "chrome"})

    def events(self, octets: bytes) -> list[dict]:
        """Each event as Thunderbird has it after reading the file."""
        script = {"script": READ, "args": [octets.decode()], "sandbox": "system", "newSandbox": True}
        return self._call("WebDriver:ExecuteScript", script)["value"]

    def end(self) -> None:
        """Close it and throw its profile away."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        self._profile.cleanup()

    def _connected(self, port):
        last = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < last:
            if self._process.poll() is not None:
                raise RuntimeError(f"Thunderbird ended with {self._process.returncode} before it could be asked.")
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_START)
            except OSError:
                time.sleep(0.3)
        raise RuntimeError(f"Thunderbird did not answer within {SECONDS_TO_START} seconds.")

    def _call(self, name, parameters):
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, problem, result = self._read_message()
        if problem:
            raise RuntimeError(f"{name}: {problem['error']}: {problem['message']}")
        return result

    def _read_message(self):
        length = b""
        while (digit := self._stream.read(1)) != b":":
            if not digit:
                raise RuntimeError("Thunderbird closed the connection.")
            length += digit
        return json.loads(self._stream.read(int(length)))
