"""A server of pages on this machine, which links to any foreign name lead to."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from resources.outgoing.connecting import Door

PUBLIC = "93.184.215.14"


class LinkServer:
    """Answers by `answers`: {path: (status, headers)} or {(method, path): ...}; else 200. `asked` is (method, path)."""

    def __init__(self):
        self.asked, self.agents, self.answers = [], set(), {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self):
                outer.asked.append((self.command, self.path))
                outer.agents.add(self.headers["User-Agent"])
                found = outer.answers.get((self.command, self.path)) or outer.answers.get(self.path)
                status, headers = found or (200, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

            do_GET = do_HEAD = _answer

            def log_message(self, *args):
                """Nothing is printed."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class LinkDoor(Door):
    """Every name is at a public address, and every connection goes to the server; `names` may say otherwise."""

    def __init__(self, server, names=None):
        self.server, self.names = server, names or {}

    def look_up(self, host):
        return self.names.get(host, [PUBLIC])

    def connect(self, address, timeout, port=443):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=timeout)


@pytest.fixture(scope="package")
def _one_server():
    server = LinkServer()
    yield server
    server.close()


@pytest.fixture
def server(_one_server):
    _one_server.asked.clear()
    _one_server.agents.clear()
    _one_server.answers.clear()
    return _one_server


@pytest.fixture
def door(server):
    return LinkDoor(server)
