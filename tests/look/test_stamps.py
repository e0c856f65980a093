"""The stempel: a theme is known by its shape, a project keeps its stamp, the phase fills it."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from themes import stamps
from themes.templatetags.stamps import initials, stamp

TOKENS = Path(__file__).resolve().parents[2] / "static/css/tokens.css"


def test_no_theme_looks_like_another_after_turning_or_mirroring():
    shapes = {
        theme: {frozenset(stamps._turned(block, way) for block in blocks) for way in range(8)}
        for theme, blocks in stamps.BLOCKS.items()
    }

    assert all(not shapes[one] & shapes[other] for one, other in combinations(shapes, 2))


def test_the_same_project_has_the_same_stamp_everywhere():
    assert stamps.stamp("groen", "7K4M", 3) == stamps.stamp("groen", "7K4M", 3)
    assert stamps.stamp("groen", "7K4M", 3) != stamps.stamp("groen", "2BXD", 3)


@pytest.mark.parametrize("phase", range(6))
def test_the_phase_fills_as_many_blocks(phase):
    drawn = stamps.stamp("sociaal", "7K4M", phase)

    solid = re.search(r'<path d="([^"]*)"', drawn)
    outlined = re.search(r'<path class="o" d="([^"]*)"', drawn)

    assert (solid[1].count("M") if solid else 0) == phase
    assert (outlined[1].count("M") if outlined else 0) == 5 - phase


@pytest.mark.parametrize("theme", [*stamps.BLOCKS, ""])
def test_trees_stand_clear_of_blocks_and_of_each_other(theme):
    for number in range(60):
        seed = stamps._seed(f"C{number}")
        blocks = stamps._blocks(theme, f"C{number}")
        trees = stamps._trees(blocks, seed)

        assert 2 <= len(trees) <= 5
        assert all(stamps._is_clear((x, y), block) and r <= 1 for x, y, r in trees for block in blocks)
        assert all((a - x) ** 2 + (b - y) ** 2 >= (r + s) ** 2 for (x, y, r), (a, b, s) in combinations(trees, 2))


@pytest.mark.parametrize(
    ("status", "phase"),
    [("draft", 0), ("proposed", 1), ("preparing", 2), ("underway", 3), ("paused", 3), ("completed", 4), ("ongoing", 4),
     ("stopped", 0), ("declined", 0), ("withdrawn", 0), ("merged", 0)],
)  # fmt: skip
def test_every_state_has_its_phase(status, phase):
    assert stamps.phase_of(status) == phase


def test_a_finished_project_that_was_checked_is_full():
    assert stamps.phase_of("completed", checked=True) == 5
    assert stamps.phase_of("stopped", checked=True) == 0


def test_what_is_drawn_brings_no_colour_and_no_style():
    drawn = stamps.stamp("groen", "7K4M", 2) + stamps.cover("groen", "7K4M", 2) + stamps.mark() + stamps.bars(8, "half")

    assert "style" not in drawn
    assert "#" not in drawn
    assert drawn.count('aria-hidden="true"') == 4


def test_an_unknown_theme_cannot_bring_its_name_into_the_page():
    assert "script" not in stamps.stamp('"><script>', "7K4M", 1)


def test_the_tag_takes_a_status_and_a_missing_theme():
    assert stamp(None, "7K4M", "underway") == stamps.stamp("", "7K4M", 3)


def test_colours_of_files_are_those_of_the_style_sheet():
    tokens = TOKENS.read_text()

    assert all(colour in tokens for both in stamps.COLOURS.values() for colour in both)
    assert all(ground in tokens for ground in stamps.GROUNDS.values())


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Fenna van der Dijk", "FD"), ("Ineke", "I"), ("'t Hoekje", "H"), ("", ""), ("42", ""), ("Élan Öz", "ÉÖ")],
)
def test_a_face_shows_first_and_last_initial(name, letters):
    assert initials(name) == letters


def test_a_line_of_the_ledger_spans_its_years():
    drawn = stamps.years(2017, 2026, "solid", 2017, 2026)

    assert 'd="M0 0h100v10h-100z"' in drawn
