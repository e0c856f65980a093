"""Making a poster, a flyer, a picture or a text of something that is going on.

things.py   what it is about, and what of that stands in the form at the start
sheets.py   how what was filled in becomes data for typst
keeping.py  the file and the product that come of it
"""
