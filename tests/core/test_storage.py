import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.storage import WholeFileStorage
from wijkdeal.tasks import remove_unfinished


def test_a_file_appears_whole_under_its_name(tmp_path):
    storage = WholeFileStorage(tmp_path)

    name = storage.save("photos/ab/cd.webp", ContentFile(b"pixels"))

    assert (tmp_path / name).read_bytes() == b"pixels"
    assert list((tmp_path / ".unfinished").iterdir()) == []


def test_a_second_file_of_that_name_gets_another(tmp_path):
    storage = WholeFileStorage(tmp_path)

    names = {storage.save("a.txt", ContentFile(text)) for text in (b"one", b"two")}

    assert len(names) == 2
    assert {(tmp_path / name).read_bytes() for name in names} == {b"one", b"two"}


def test_a_full_disk_leaves_nothing(tmp_path):
    class Full(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        WholeFileStorage(tmp_path).save("photos/ab/cd.webp", Full(b"whole"))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_crash_left_is_removed_after_a_day(settings):
    old, new = (Path(settings.MEDIA_ROOT) / ".unfinished" / name for name in ("old", "new"))
    old.parent.mkdir(parents=True)
    old.touch()
    new.touch()
    os.utime(old, (0, 0))

    remove_unfinished(0)

    assert [path.name for path in old.parent.iterdir()] == ["new"]
