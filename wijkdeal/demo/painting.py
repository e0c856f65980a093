"""Draws pictures in processes of their own, which know nothing of the database and its models."""

from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from typing import NamedTuple

from core.photos import WIDTHS, rendition
from wijkdeal.demo.pictures import draw

WIDTH, HEIGHT = 1200, 800
PROCESSES = 2


class Painted(NamedTuple):
    """WebP bytes, the smaller sizes by their width, and what can be seen."""

    master: bytes
    sizes: dict
    alt: str


def paint_all(keys):
    """Yields a `Painted` for each (scene, seed)."""
    # spawn: a forked process would share the database connection of this one.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        yield from pool.map(paint, keys, chunksize=4)


def paint(key):
    scene, seed = key
    picture, buffer = draw(scene, seed, width=WIDTH, height=HEIGHT), BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=2)
    master = buffer.getvalue()
    sizes = {str(width): rendition(master, width) for width in WIDTHS if width < WIDTH}
    return Painted(master, sizes, picture.info["alt"])
