"""A model server of its own process's thread that writes slowly: two characters each tenth of a second."""

import http.server
import json
import threading
import time

TEXT = "年假须提前申请。" * 40
PAUSE = 0.1


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for start in range(0, len(TEXT), 2):
                self.say({"content": TEXT[start : start + 2]})
                time.sleep(PAUSE)
            self.say({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            return

    def say(self, delta: dict[str, str], finish: str | None = None) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        self.wfile.write(b"data: " + json.dumps(chunk | {"choices": choices}).encode() + b"\n\n")
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Quiet."""


class SlowModel(http.server.ThreadingHTTPServer):
    """`base_url` is what a model card names."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}/v1"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()
