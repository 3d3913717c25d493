"""A server of calendars on this machine, reached through a `Door` of the tests' own. Production has no such door."""

import datetime
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from resources.outgoing.connecting import Door

HOST = "calendar.network-of-kane.org"
PUBLIC = "93.184.215.14"


class CalendarServer:
    """Answers with `answer(handler)`, over TLS with a certificate for `HOST`. `requests` holds (path, headers)."""

    def __init__(self, folder):
        self.requests, self.answer = [], lambda handler: None
        certificate, self.authority = _certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append((self.path, dict(self.headers)))
                self.close_connection = True
                outer.answer(self)

            def log_message(self, *args):
                """Nothing is printed."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """Clients that hang up are what the tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def send(self, body, status=200, **headers):
        """Let it answer with `body`; names of headers with "_" for "-"."""

        def answer(handler):
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answer = answer


class TestDoor(Door):
    """Knows the names in `names`, and leads connections to a public address to the server. `connected` lists them."""

    __test__ = False

    def __init__(self, server, names=None):
        self.server, self.connected = server, []
        self.names = {HOST: [PUBLIC]} if names is None else names

    def look_up(self, host):
        found = self.names.get(host)
        if callable(found):
            return found()
        # Numeric hosts are read by the system, in all the forms that it knows; names that nobody knows fail.
        return super().look_up(host) if found is None else found

    def connect(self, address, timeout, port=443):
        self.connected.append(address)
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=timeout)

    def context(self):
        return ssl.create_default_context(cadata=self.server.authority)


def _certificate(folder):
    """(path of key and certificate, the certificate as text). Signed by itself, for `HOST`, one day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(private + public)
    return path, public.decode()
