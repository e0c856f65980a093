import fcntl


class Exclusive:
    """A lock on a file for the length of a `with`; gone with the process, however it ends."""

    def __init__(self, path, *, wait=True):
        self.path, self.wait = path, wait

    def __enter__(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = open(self.path, "a+")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | (0 if self.wait else fcntl.LOCK_NB))
        except BlockingIOError:
            self.file.close()
            raise
        return self.file

    def __exit__(self, *error):
        self.file.close()
