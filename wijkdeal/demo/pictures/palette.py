"""Colours that the pieces share."""

CREAM, INK, SLATE, STEEL = "#fff8e8", "#2b3238", "#38505c", "#59636b"
WOOD, WOOD_DARK, SOIL = "#a9794a", "#7d5833", "#6b4f36"
BRICK, BRICK_DARK, BRICK_LINE, ROOF_EDGE = "#d9b872", "#b8944f", "#c9a65f", "#8d6f3b"
RED_BRICK, TILE = "#b5694a", "#a6503a"
PANELS = ("#5b8ea6", "#c96a58", "#e0b040", "#7f9f6a", "#f4ecd8", "#b0c4c6")
PAVING, ASPHALT, SAND, KERB = "#d8ccb4", "#8c9092", "#e6d9b8", "#c9c2b2"
