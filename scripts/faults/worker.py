"""The worker as `make run` starts it: killed, and started again when it is gone."""

import contextlib
import os
import signal
import subprocess
import sys


class Worker:
    def __init__(self, mail_port):
        self.environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"}
        self.process = None
        self.kills = self.deaths = 0

    def start(self):
        command = [sys.executable, "manage.py", "procrastinate", "worker", "--delete-jobs", "successful"]
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        self.start()

    def keep(self):
        """Start it again when it went by itself, as a supervisor does."""
        if self.process.poll() is not None:
            self.deaths += 1
            self.start()

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
