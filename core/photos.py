"""Photos people send: only their pixels are kept."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from core.storage import save_as

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MASTER_SIDE = 2000
WIDTHS = (480, 960, 1600)
LIST_WIDTH = 480
LIST_BYTES = 30_000

_FORMATS = ["JPEG", "PNG", "WEBP"]  # what Pillow calls MPO opens as JPEG
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# One at a time in a process: 50 megapixels take some 400 MB, and silencing Pillow's warnings is not thread-safe.
_decoding = Lock()
_SRGB = ImageCms.createProfile("sRGB")
_OTHER = "Dit is geen foto die we kunnen gebruiken. Kies een JPEG, PNG of WebP."
_BROKEN = "Deze foto is beschadigd. Kies een andere, of maak hem opnieuw."
_TOO_MANY_PIXELS = "Deze foto heeft te veel beeldpunten: hoogstens 50 miljoen. Maak hem kleiner en kies hem opnieuw."
_HEIC = (
    "Deze foto is een HEIC-bestand en dat kunnen we niet openen. Stuur hem als JPEG: op een iPhone kies je "
    "bij Instellingen, Camera, Structuren voor ‘Meest compatibel’, of maak een schermafbeelding van de foto."
)


@dataclass(frozen=True)
class CleanPhoto:
    """A WebP of at most 2000 pixels, made of new pixels; nothing else of what was sent."""

    image: bytes
    width: int
    height: int

    def save(self, storage=default_storage):
        """Its name in the storage, made up."""
        return store(self.image, storage)


def clean_photo(file):
    """The `CleanPhoto` of an uploaded file, or a ValidationError that says what is wrong with it."""
    if file.size > MAX_BYTES:
        megabytes = f"{file.size / 1024 / 1024:.1f}".replace(".", ",")
        raise ValidationError(f"Deze foto is te groot: {megabytes} MB. Hoogstens 10 MB.", code="bytes")
    file.seek(0)
    content = file.read(MAX_BYTES)
    if not content:
        raise ValidationError("Dit bestand is leeg. Kies de foto opnieuw.", code="empty")
    _refuse_other_types(content)
    image = _upright_pixels(content)
    return CleanPhoto(_encode(image, quality=82), *image.size)


def rendition(master, width):
    """WebP bytes of a master's bytes, `width` pixels wide or less; the list image fits in 30 KB."""
    with Image.open(BytesIO(master), formats=["WEBP"]) as image:
        image.load()
        if image.width > width:
            image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    if width != LIST_WIDTH:
        return _encode(image, quality=78)
    return _encode_within(image, LIST_BYTES)


def store(content, storage=default_storage):
    """Keep WebP bytes; returns their name, made up."""
    return save_as("photos", "webp", ContentFile(content), storage)


def _refuse_other_types(content):
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
        raise ValidationError(_HEIC, code="heic")
    if start.startswith(b"%PDF"):
        raise ValidationError("Dit is een PDF en geen foto. Kies een JPEG, PNG of WebP.", code="type")
    if start.startswith(b"GIF8"):
        raise ValidationError("Dit is een GIF. Kies een foto: JPEG, PNG of WebP.", code="type")
    if start.startswith(b"<"):
        raise ValidationError(
            "Dit is een tekening (SVG) of een webpagina. Kies een foto: JPEG, PNG of WebP.", code="type"
        )


def fresh_picture(content):
    """(bytes, "jpg" or "png") of a whole JPEG or PNG made of its pixels only, or a ValidationError."""
    kind = "PNG" if content.startswith(b"\x89PNG") else "JPEG"
    buffer = BytesIO()
    _upright_pixels(content, formats=[kind], side=None).save(buffer, kind, quality=92)
    return buffer.getvalue(), {"PNG": "png", "JPEG": "jpg"}[kind]


def _upright_pixels(content, *, formats=_FORMATS, side=MASTER_SIDE):
    """A new RGB image in sRGB, turned upright, of which no side is longer than `side`."""
    try:
        with _decoding, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=formats) as image:
                _refuse_too_many_pixels(image)
                return _read(image, side)
    except ValidationError:
        raise
    except Image.DecompressionBombError:
        raise ValidationError(_TOO_MANY_PIXELS, code="pixels") from None
    except Image.UnidentifiedImageError:
        raise ValidationError(_OTHER, code="type") from None
    except Exception:  # Pillow's parsers raise nearly anything for a broken file: OSError, SyntaxError, struct.error, …
        raise ValidationError(_BROKEN, code="broken") from None


def _refuse_too_many_pixels(image):
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_TOO_MANY_PIXELS, code="pixels")


def _read(image, side):
    if side and image.format in {"JPEG", "MPO"}:
        image.draft(None, (side, side))
    image.load()
    profile, turn = image.info.get("icc_profile"), _turn(image)
    # Smaller first: all that follows then costs a tenth. A palette has to become colours before it can be scaled.
    image = _plain_mode(image)
    if side:
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image = _on_white(_to_srgb(image, profile))
    if turn is not None:
        image = image.transpose(turn)
    return Image.frombytes("RGB", image.size, image.tobytes())


def _turn(image):
    """How to set it upright; unreadable means as it is: nobody can mend what their phone wrote."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION))
    except Exception:
        return None


def _plain_mode(image):
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"P", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _to_srgb(image, profile):
    """In sRGB; a profile that is broken or of another kind of image is left out."""
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGBA" if image.mode == "RGBA" else "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, KeyError):
        return image


def _on_white(image):
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _encode(image, *, quality):
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()


def _encode_within(image, limit):
    """As good as fits; of what fits in no quality (noise, mostly) with ever less detail, at last one colour."""
    for quality in (76, 66, 57, 48, 40, 32, 25):
        encoded = _encode(image, quality=quality)
        if len(encoded) <= limit:
            return encoded
    coarse = 1
    while len(encoded) > limit:
        coarse *= 2
        encoded = _encode(_softened(image, coarse), quality=40)
    return encoded


def _softened(image, coarse):
    """As large, of which each so many pixels say no more than one."""
    small = image.resize([max(1, side // coarse) for side in image.size], Image.Resampling.BOX)
    return small.resize(image.size, Image.Resampling.BICUBIC)
