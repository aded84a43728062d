"""A server that answers as a test says, and the settings that let it be asked."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.archive_factory import ArchiveFactory

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """Paths and what they answer; `asked` are the requests as they came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Let a path answer with these bytes; its address."""
        named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in named.items():
                if value:
                    request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        return self.does(path, answer)

    def does(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    """A server on this machine, which the setting allows to be asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            self.close_connection = True
            try:
                site.answers[self.path.partition("?")[0]](self)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_arguments: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Web(server.server_address[1])
    settings.INTAKE_TRUSTED_HOSTS = [f"127.0.0.1:{site.port}"]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()
