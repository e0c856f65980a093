"""The contact sheets: every page in its place, and every page of the contract on one of them."""

from PIL import Image

from wijkdeal import gallery


def test_pages_stand_beside_and_below_each_other(tmp_path):
    shots = []
    for number in range(5):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (1280, 3000), "red").save(path)
        shots.append((f"pagina {number}", path))

    sheet = gallery._lay_out(shots, 1280)

    assert sheet.size == (4 * (512 + 16) + 16, 2 * (819 + 16 + 20) + 16)
    assert sheet.getpixel((20, 60)) == (255, 0, 0)
    assert sheet.getpixel((20, 60 + 819 + 36)) == (255, 0, 0)
    assert sheet.getpixel((20 + 528, 60 + 819 + 36)) != (255, 0, 0)


def test_every_page_can_be_found_and_belongs_to_somebody():
    for page in gallery.PAGES:
        assert bool(page.address) != bool(page.found_on and page.link), page.name
        assert page.roles, page.name


def test_a_role_and_a_page_may_be_chosen():
    options = gallery._read(["http://127.0.0.1:8001", "--role", "bewoner", "--page", "mijn"])

    assert (options.address, options.role, options.page) == ("http://127.0.0.1:8001", "bewoner", "mijn")
