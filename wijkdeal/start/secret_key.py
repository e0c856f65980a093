"""The key that signs sessions and links of this clone: made once, readable by its user only."""

import os
import secrets


def ensure(clone):
    path = clone / ".local" / "secret-key"
    if not path.exists():
        new = path.with_name(f"secret-key.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64))
        new.replace(path)
    return path.read_text().strip()
