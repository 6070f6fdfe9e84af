"""The front door of a real town in tests: TLS ends here, as at the town's own proxy."""

import shutil
import ssl
import subprocess
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


def certificate(folder):
    """Return the path of a certificate for 127.0.0.1, made here and trusted by nobody."""
    path = folder / "front.pem"
    command = [shutil.which("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    command += ["-subj", "/CN=127.0.0.1", "-days", "2", "-keyout", path, "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    with path.open("a") as file:
        file.write((folder / "front.pem.crt").read_text())
    return path


class Door(BaseHTTPRequestHandler):
    """Hands a request on in plain text and tells that it came in by https."""

    protocol_version = "HTTP/1.1"
    inside: int

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP}
        headers |= {"X-Forwarded-Proto": "https", "Content-Length": str(len(body))}
        inner = HTTPConnection("127.0.0.1", self.inside, timeout=30)
        try:
            inner.request(self.command, self.path, body, headers)
            self.give(inner.getresponse())
        except ConnectionError:
            self.send_error(502)
        finally:
            inner.close()

    def give(self, answer):
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"server", "date"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_HEAD = pass_on  # noqa: N815 (names of http.server)

    def log_message(self, *_args):
        """Say nothing; the pages speak."""


class Front(ThreadingHTTPServer):
    """Does the handshake in the thread of each visitor, so that an idle one holds up nobody."""

    daemon_threads = True
    context: ssl.SSLContext

    def finish_request(self, request, client_address):
        request.settimeout(30)
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request, client_address):
        """Pass over visitors who hang up."""


@contextmanager
def front_door(inside, folder):
    """Open a door on a free port of 127.0.0.1 and give its address."""
    server = Front(("127.0.0.1", 0), type("TownDoor", (Door,), {"inside": inside}))
    server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.context.load_cert_chain(certificate(folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
