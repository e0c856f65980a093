"""The real supervisor with a web server and a worker that do nothing, in a folder that stands for a clone."""

import sys
from pathlib import Path

from wijkdeal.start import supervisor, watch
from wijkdeal.start.errors import StartError
from wijkdeal.start.words import complain

WEB = """
import http.server, os
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(os.environ["DATABASE_URL"].encode())
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Page).serve_forever()
"""
# Like procrastinate with a long job: told to stop, it goes on.
WORKER = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


class SmallPortal(supervisor.Supervisor):
    def _prepare(self):
        pass

    def _web_command(self):
        return [sys.executable, "-c", WEB]

    def _worker_command(self):
        return [sys.executable, "-c", WORKER]


supervisor.PATIENCE = 0.5  # seconds that the worker above is waited for


def main():
    watch.watch()
    try:
        SmallPortal(Path(sys.argv[1])).run()
    except StartError as error:
        complain(str(error))
        return 1
    except watch.Stopped as stopped:
        return stopped.exit_code
    return 0


sys.exit(main())
