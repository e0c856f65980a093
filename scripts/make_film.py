"""Makes the film of the example neighbourhood of its own drawings: wijkdeal/demo/film/, with its subtitles.

It needs what the portal does not (a video encoder): `pip install av` in an environment that has Pillow, then
`python scripts/make_film.py`. Nobody speaks in it: what people say is in the subtitles.
"""

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from PIL import Image, ImageDraw, ImageFont

from wijkdeal.demo.pictures import draw

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wijkdeal" / "demo" / "film"
WIDTH, HEIGHT, RATE = 854, 480, 20
MASTER = 1600, 900
FADE = 0.8  # seconds in which one shot becomes the next
CLOSER = 1.12  # how much nearer a shot ends than it began
BOLD = str(ROOT / "core" / "fonts" / "atkinson-next-bold.ttf")

LAST_WORDS = "Heb jij een plan voor je straat?\nKom langs in de Wijkdealwerkplaats."


class Shot(NamedTuple):
    """A drawing (scene, seed), for how many seconds, where it moves to (0 to 1), its subtitles, and a title in it."""

    scene: str
    seed: str
    seconds: float
    to: tuple
    said: tuple = ()
    title: str = ""


SHOTS = [
    Shot("straat", "ochtend in de straat, karretje met gieters", 6, (0.4, 0.9), title="De Wijkdealfilm"),
    Shot("buurtmoestuin", "Mensen in de moestuin in de zomer", 9, (0.4, 0.9), (
        "Corrie: Ik hing een briefje op. Ik dacht: drie mensen.",
        "Het werden er achttien, en één met een freesmachine.",
    )),
    Shot("plantgaten", "In het voorjaar planten mensen boompjes met schoppen", 7, (0.5, 1), (
        "[Iemand tilt een zode op en vindt een munt.]",
    )),
    Shot("prullenbak", "Karim bij zijn bak bij de winkels", 8, (0.55, 1), (
        "Karim: Deze bak is van mij. Nou ja, van mij.",
        "Ik heb de sleutel.",
    )),
    Shot("soep", "buren eten soep in de zomer", 7, (0.5, 0.8), (
        "[Er is soep voor wie langskomt. De pan gaat niet leeg.]",
    )),
    Shot("vergadering", "Bewoners en professionals aan tafel", 8, (0.3, 0.8), (
        "Bewoners, ondernemers en professionals",
        "beslissen hier samen wat er gebeurt.",
    )),
    Shot("bankje", "twee mensen op een bank aan de singel in de avond", 6, (0.5, 1), (
        "[Het wordt avond. Op elke bank zwaait iemand.]",
    )),
    Shot("bankje", "bank zeven in de herfst, alleen", 9, (0.6, 1), (
        "Grietje: Het ging anders dan gedacht.",
        "Dat gaat het altijd. Daarom is het leuk.",
    )),
    Shot("park", "Het park in het voorjaar", 7, (0.5, 0.6), title=LAST_WORDS),
]  # fmt: skip


def main():
    FOLDER.mkdir(exist_ok=True)
    pictures = [_with_title(draw(shot.scene, shot.seed, *MASTER).convert("RGB"), shot.title) for shot in SHOTS]
    with av.open(str(FOLDER / "wijkdealfilm.webm"), "w") as film:
        film.metadata["title"] = "De Wijkdealfilm"
        stream = film.add_stream(
            "libvpx-vp9", rate=RATE, options={"crf": "42", "b": "0", "deadline": "good", "cpu-used": "1"}
        )
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        for frame in _frames(pictures):
            film.mux(stream.encode(av.VideoFrame.from_image(frame)))
        film.mux(stream.encode())
    (FOLDER / "wijkdealfilm.vtt").write_text(_subtitles())


def _frames(pictures):
    fade = round(FADE * RATE)
    before = None
    for shot, picture in zip(SHOTS, pictures, strict=True):
        count = round(shot.seconds * RATE)
        for number in range(count):
            frame = _closer(picture, number / (count - 1), shot.to)
            if before is not None and number < fade:
                frame = Image.blend(before, frame, (number + 1) / fade)
            yield frame
        before = frame


def _closer(picture, part, to):
    """The picture a little nearer, `part` (0 to 1) of the way to `to`."""
    eased = part * part * (3 - 2 * part)
    zoom = 1 + (CLOSER - 1) * eased
    width, height = picture.width / zoom, picture.height / zoom
    left, top = (picture.width - width) * to[0], (picture.height - height) * to[1]
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, (left, top, left + width, top + height))


def _with_title(picture, title):
    if not title:
        return picture
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(BOLD, 92 if "\n" not in title else 64)
    box = pen.multiline_textbbox((120, 110), title, font=font, spacing=18)
    pen.rectangle((box[0] - 40, box[1] - 34, box[2] + 40, box[3] + 38), fill="#0b4a3a")
    pen.multiline_text((120, 110), title, font=font, fill="#ffffff", spacing=18)
    return picture


def _subtitles():
    cues, begin = ["WEBVTT"], 0.0
    for shot in SHOTS:
        room = (shot.seconds - FADE - 0.4) / max(1, len(shot.said))
        for number, words in enumerate(shot.said):
            since = begin + FADE + number * room
            cues.append(f"{_time(since)} --> {_time(since + room - 0.1)}\n{words}")
        begin += shot.seconds
    return "\n\n".join(cues) + "\n"


def _time(seconds):
    return f"00:{int(seconds // 60):02}:{seconds % 60:06.3f}"


if __name__ == "__main__":
    main()
