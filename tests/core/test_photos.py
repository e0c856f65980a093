import random
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

from core import photos
from core.photos import clean_photo, rendition

CASES = Path(__file__).parent / "cases"
RED, BLUE = (220, 20, 20), (20, 20, 220)


def upload(content, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def encoded(image, kind="JPEG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(clean):
    return Image.open(BytesIO(clean.image), formats=["WEBP"])


def red_above_blue(size=(240, 320)):
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return image


def noise(width, height):
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def is_near(pixel, colour, tolerance=30):
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=True))


def message_of(content, name="IMG_0001.jpg"):
    with pytest.raises(ValidationError) as caught:
        clean_photo(upload(content, name))
    return caught.value.messages[0]


def assert_upright_red_above(clean):
    with opened(clean) as image:
        assert image.size == (clean.width, clean.height) == (240, 320)
        assert is_near(image.getpixel((120, 20)), RED)
        assert is_near(image.getpixel((120, 300)), BLUE)


@pytest.mark.parametrize("name", ["01-zero_denominator.jpg", "01-double_header.jpg"])
def test_a_phone_photo_with_broken_exif_is_kept_upright_without_metadata(name):
    clean = clean_photo(upload((CASES / name).read_bytes()))

    assert_upright_red_above(clean)
    assert_bare(clean.image)


def assert_bare(webp):
    """One chunk of pixels in the file, and nothing else."""
    assert (webp[:4], webp[8:16]) == (b"RIFF", b"WEBPVP8 ")
    assert int.from_bytes(webp[16:20], "little") + 20 in {len(webp), len(webp) - 1}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_all_eight_orientations_are_set_upright(orientation, kind):
    back = {5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE}
    back |= {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM}
    back |= {8: Image.Transpose.ROTATE_270}
    image = red_above_blue()
    image = image.transpose(back[orientation]) if orientation > 1 else image
    exif = Image.Exif()
    exif[0x0112] = orientation

    assert_upright_red_above(clean_photo(upload(encoded(image, kind, exif=exif))))


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_left_as_it_is(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation

    assert_upright_red_above(clean_photo(upload(encoded(red_above_blue(), exif=exif))))


def test_nothing_of_the_original_but_its_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "zoekmerk-exif"
    exif.get_ifd(0x8825)[1] = "N"
    jpeg = encoded(red_above_blue(), exif=exif, comment=b"zoekmerk-comment", xmp=b"<x>zoekmerk-xmp</x>")
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "zoekmerk-text")
    png = encoded(red_above_blue(), "PNG", pnginfo=info)

    for content in (jpeg + b"zoekmerk-motion-video" * 100, png + b"zoekmerk-tail"):
        clean = clean_photo(upload(content))
        assert_upright_red_above(clean)
        assert b"zoekmerk" not in clean.image
        assert_bare(clean.image)


def test_a_multi_picture_jpeg_gives_its_first_picture():
    mpo = encoded(red_above_blue(), "MPO", save_all=True, append_images=[Image.new("RGB", (240, 320), "green")])

    assert_upright_red_above(clean_photo(upload(mpo)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_becomes_its_first_frame(kind):
    frames = [Image.new("RGB", (240, 320), "green")]

    assert_upright_red_above(clean_photo(upload(encoded(red_above_blue(), kind, save_all=True, append_images=frames))))


def test_a_profile_is_applied_and_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = clean_photo(upload(encoded(red_above_blue(), icc_profile=profile)))

    assert_upright_red_above(clean)
    assert_bare(clean.image)


@pytest.mark.parametrize("profile", [b"", b"no profile", b"\x00" * 200])
def test_a_broken_profile_is_left_out(profile):
    assert_upright_red_above(clean_photo(upload(encoded(red_above_blue(), icc_profile=profile))))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "I;16", "RGBA", "CMYK", "RGB"])
def test_every_kind_of_pixels_becomes_colour(mode):
    kind = {"CMYK": "JPEG"}.get(mode, "PNG")
    image = Image.new("L", (40, 30), 128) if mode == "I;16" else red_above_blue((40, 30))
    image = sixteen_bits(image) if mode == "I;16" else image.convert(mode)
    image = image.convert("P") if mode == "PA" else image

    with opened(clean_photo(upload(encoded(image, kind)))) as clean:
        assert clean.mode == "RGB"
        assert clean.size == (40, 30)
        if mode == "I;16":
            assert is_near(clean.getpixel((20, 15)), (128, 128, 128), 3)


def sixteen_bits(grey):
    wide = Image.new("I;16", grey.size)
    wide.putdata([value * 257 for value in grey.tobytes()])
    return wide


def test_grey_of_sixteen_bits_with_a_transparent_value_is_taken():
    buffer = BytesIO()
    sixteen_bits(Image.new("L", (40, 30), 128)).save(buffer, "PNG", transparency=5)

    with opened(clean_photo(upload(buffer.getvalue()))) as clean:
        assert is_near(clean.getpixel((20, 15)), (128, 128, 128), 3)


def test_what_is_transparent_becomes_white():
    see_through = Image.new("RGBA", (40, 30), (200, 0, 0, 0))
    palette = Image.new("P", (40, 30), 0)
    palette.putpalette([200, 0, 0] * 256)

    for content in (encoded(see_through, "PNG"), encoded(see_through, "WEBP"), encoded(palette, "PNG", transparency=0)):
        with opened(clean_photo(upload(content))) as clean:
            assert is_near(clean.getpixel((20, 15)), (255, 255, 255), 3)


def test_a_large_photo_is_made_to_fit():
    clean = clean_photo(upload(encoded(Image.new("RGB", (4000, 3000), "green"))))

    assert (clean.width, clean.height) == (2000, 1500)


def test_a_very_thin_photo_keeps_a_pixel():
    clean = clean_photo(upload(encoded(Image.new("RGB", (5000, 1), "green"), "PNG")))

    assert (clean.width, clean.height) == (2000, 1)
    assert rendition(clean.image, 480)


def test_a_file_that_is_too_big_is_refused_before_it_is_read():
    file = upload(b"")
    file.size = photos.MAX_BYTES + 1024 * 1024

    with pytest.raises(ValidationError) as caught:
        clean_photo(file)

    assert caught.value.messages == ["Deze foto is te groot: 11,0 MB. Hoogstens 10 MB."]


@pytest.mark.parametrize("side", [8000, 20_000])
def test_too_many_pixels_are_refused_before_they_are_decoded(side, monkeypatch):
    bomb = encoded(Image.new("1", (side, side)), "PNG")
    monkeypatch.setattr(photos, "_read", None)

    assert "te veel beeldpunten" in message_of(bomb)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"GIF89a" + b"\x00" * 20, "GIF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
        (b"gewoon tekst", "geen foto"),
        (b"MZ" + b"\x00" * 100, "geen foto"),
        (b"II*\x00" + b"\x00" * 100, "geen foto"),
        (b"8BPS" + b"\x00" * 100, "geen foto"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "geen foto"),
        (b"", "leeg"),
    ],
)
def test_what_is_no_photo_is_told_what_it_is(content, words):
    assert words in message_of(content)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_images_are_never_opened(kind):
    assert "JPEG, PNG of WebP" in message_of(encoded(red_above_blue(), kind), "foto.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.95])
def test_half_a_photo_is_refused_in_words(kind, part):
    content = encoded(noise(200, 150), kind)

    assert message_of(content[: int(len(content) * part)]) in {photos._BROKEN, photos._OTHER}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_with_any_byte_wrong_is_kept_or_refused_in_words(kind):
    chance = random.Random(7)
    good = encoded(noise(48, 32), kind, exif=Image.Exif())
    for _ in range(150):
        content = bytearray(good)
        for _ in range(3):
            content[chance.randrange(min(len(content), 400))] = chance.randrange(256)
        with suppress(ValidationError):
            assert_bare(clean_photo(upload(bytes(content))).image)


def test_renditions_are_smaller_webps():
    master = clean_photo(upload(encoded(Image.effect_noise((2400, 1800), 60).convert("RGB")))).image

    sizes = []
    for width in photos.WIDTHS:
        webp = rendition(master, width)
        assert_bare(webp)
        with Image.open(BytesIO(webp)) as image:
            sizes.append(image.size)
    assert sizes == [(480, 360), (960, 720), (1600, 1200)]
    assert len(rendition(master, 480)) <= photos.LIST_BYTES


def test_list_image_of_what_no_quality_makes_small_enough_has_less_detail():
    every_pixel_another = Image.frombytes("RGB", (480, 2000), random.Random(7).randbytes(480 * 2000 * 3))
    master = clean_photo(upload(encoded(every_pixel_another, "PNG"))).image

    webp = rendition(master, 480)

    assert len(webp) <= photos.LIST_BYTES
    with Image.open(BytesIO(webp)) as image:
        assert image.size == (480, 2000)


def test_a_rendition_is_never_wider_than_its_master():
    master = clean_photo(upload(encoded(red_above_blue()))).image

    with Image.open(BytesIO(rendition(master, 960))) as image:
        assert image.size == (240, 320)


def test_a_kept_photo_has_a_name_that_says_nothing(tmp_path):
    storage = FileSystemStorage(tmp_path)
    clean = clean_photo(upload(encoded(red_above_blue()), "../../Jan Jansen.php.jpg"))

    first, second = clean.save(storage), clean.save(storage)

    assert first != second
    assert len(first) == len("photos/ab/.webp") + 30
    assert (tmp_path / first).read_bytes() == clean.image
