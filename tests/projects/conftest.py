"""Photos as phones send them, and as they are kept."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.photos import clean_photo as clean


def jpeg(name="foto.jpg", size=(240, 160)):
    """As it is uploaded; small, since most tests do not look at its sizes."""
    buffer = BytesIO()
    Image.new("RGB", size, (30, 107, 54)).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


@pytest.fixture
def photo():
    """A function that makes an uploaded JPEG."""
    return jpeg


@pytest.fixture
def clean_photo(photo):
    """A function that makes what a form's cleaning leaves of it."""
    return lambda: clean(photo())


@pytest.fixture
def ineke(client, green_resident):
    """The resident half of the duo of groen, signed in."""
    client.force_login(green_resident)
    return green_resident
