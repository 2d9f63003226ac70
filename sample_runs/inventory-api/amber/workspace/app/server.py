"""The socket side: reads a request, hands it to the application, writes the answer."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.errors import ApiError, BadRequest, TooLarge
from app.web import Request, Response

MAX_BODY = 64 * 1024


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "inventory"
    sys_version = ""
    timeout = 30

    def _serve(self) -> None:
        try:
            body = self._read_body()
        except ApiError as error:
            self.close_connection = True
            response = Response.json(error.body(), error.status)
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            response = self.server.application.handle(Request(self.command, self.path, headers, body))
        self._write(response)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _serve

    def _read_body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            raise BadRequest("send the body with a Content-Length")
        text = self.headers.get("Content-Length", "0")
        if not text.isdecimal():
            raise BadRequest("Content-Length is not a number")
        length = int(text)
        if length > MAX_BODY:
            raise TooLarge(f"the body has more than {MAX_BODY} bytes")
        return self.rfile.read(length)

    def _write(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 204:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if response.status != 204:
            self.wfile.write(response.body)

    def send_error(self, code, message=None, explain=None):
        # the base class answers with HTML; keep one shape for every error
        self.close_connection = True
        error = {"code": "bad_request", "message": message or "the request cannot be read"}
        self._write(Response.json({"error": error}, code))

    def log_message(self, format, *args):
        if self.server.verbose:
            super().log_message(format, *args)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, application, verbose=True):
        self.application = application
        self.verbose = verbose
        super().__init__(address, Handler)


def make_server(application, *, verbose=True) -> Server:
    return Server((application.config.host, application.config.port), application, verbose)
