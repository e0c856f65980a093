"""What `make backup` and `make restore` do, without installing anything first; `fill` gives them something to keep."""

import sys

from wijkdeal.start import commands, watch
from wijkdeal.start.backup import set_up
from wijkdeal.start.errors import StartError
from wijkdeal.start.words import complain


def fill(arguments):
    set_up(commands.CLONE)
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from wijkdeal.demo import loader

    loader.load(lambda what, number: None, with_photos=False)
    SessionStore().create()
    cache.set("key", "value")
    for name in ("photos/ab/one.webp", "documents/two.pdf"):
        default_storage.save(name, ContentFile(name.encode() * 40_000))


def main(command, *arguments):
    watch.watch()
    try:
        return {"fill": fill, "backup": commands.backup, "restore": commands.restore}[command](arguments)
    except StartError as error:
        complain(str(error))
        return 1


sys.exit(main(*sys.argv[1:]))
