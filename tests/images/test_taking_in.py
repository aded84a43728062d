"""Pictures come in by their content, and nothing else does."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage, storages
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from archive.images import ENCODINGS, image_problems, regenerate, rendition_name, take_in, widths
from archive.images.keeping import original_name, read_original
from tests.images.pictures import bomb, encoded, looks_blue, looks_red, opened, painted, upload

ORIENTATION = 0x0112


def taken_in(content):
    return take_in(upload(content))


def rendered(taken, width, extension="webp"):
    with default_storage.open(rendition_name(taken["sha256"], width, extension)) as file:
        return file.read()


@pytest.mark.parametrize(
    ("name", "found"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "gif")]
)
def test_each_format_is_taken_by_its_content_whatever_its_name_says(name, found):
    content = encoded(painted(), name)
    taken = take_in(upload(content, "notes.txt"))
    assert taken == {"sha256": hashlib.sha256(content).hexdigest(), "format": found, "width": 200, "height": 100}
    assert read_original(taken["sha256"]) == content
    for extension, encoding in ENCODINGS.items():
        shown = opened(rendered(taken, 160, extension))
        assert (shown.format, shown.size) == (encoding.name, (160, 80))
        assert looks_red(shown.convert("RGB").getpixel((20, 40)))
        assert looks_blue(shown.convert("RGB").getpixel((140, 40)))


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"GIF89a",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html><script>alert(1)</script>",
            b"\xff\xd8\xff",
        ),
        *(b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"\x00" * 5000),
        encoded(painted(), "BMP"),
        encoded(painted(), "TIFF"),
        encoded(painted(), "ICO"),
        encoded(painted(), "JPEG2000"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content):
    with pytest.raises(ValidationError, match=r"picture|empty"):
        take_in(upload(content, "picture.jpg"))
    assert_nothing_kept()


def assert_nothing_kept():
    for storage in (default_storage, storages["originals"]):
        assert not storage.exists("images")


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_picture_that_breaks_off_is_refused(name, share):
    picture = Pillow.effect_noise((300, 300), 80).convert("RGB")
    content = encoded(picture, name)
    with pytest.raises(ValidationError):
        taken_in(content[: int(len(content) * share)])
    assert_nothing_kept()


def test_too_many_bytes_are_refused(settings):
    content = encoded(painted(), "PNG")
    settings.IMAGE_MAX_BYTES = len(content) - 1
    with pytest.raises(ValidationError, match="too large"):
        taken_in(content)
    settings.IMAGE_MAX_BYTES = len(content)
    assert taken_in(content)["width"] == 200


def test_too_many_pixels_are_refused_and_never_decoded(monkeypatch):
    def decoded(*_arguments):
        raise AssertionError("it was decoded")

    content = bomb(12_000)
    assert len(content) < 50_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(ValidationError, match="too many pixels"):
        taken_in(content)
    with pytest.raises(ValidationError, match="too many pixels"):
        taken_in(bomb(8_000))  # under Pillow's own limit, over ours
    with pytest.raises(ValidationError, match="too many pixels"):
        taken_in(bomb(20_000))  # where Pillow itself gives up
    assert_nothing_kept()


def test_a_picture_longer_than_a_rendition_can_be_is_refused():
    with pytest.raises(ValidationError, match="too long"):
        taken_in(encoded(Pillow.new("1", (1, 16_384)), "PNG"))


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 2)])
def test_odd_sizes_are_taken(size):
    taken = taken_in(encoded(painted(*size), "PNG"))
    assert (taken["width"], taken["height"]) == size
    for width in widths(taken["width"]):
        for extension in ENCODINGS:
            assert opened(rendered(taken, width, extension)).width == width


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_the_first_frame_is_shown(name):
    first, second = Pillow.new("RGB", (60, 60), (220, 20, 20)), Pillow.new("RGB", (60, 60), (20, 20, 220))
    taken = taken_in(encoded(first, name, save_all=True, append_images=[second], duration=100))
    shown = opened(rendered(taken, 60))
    assert looks_red(shown.convert("RGB").getpixel((30, 30)))
    assert getattr(shown, "n_frames", 1) == 1


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(name, orientation):
    exif = Pillow.Exif()
    exif[ORIENTATION] = orientation
    taken = taken_in(encoded(painted(200, 100), name, exif=exif))
    turned = orientation >= 5
    assert (taken["width"], taken["height"]) == ((100, 200) if turned else (200, 100))
    shown = opened(rendered(taken, 100 if turned else 160)).convert("RGB")
    width, height = shown.size
    first, last = (
        ((width // 2, 10), (width // 2, height - 10)) if turned else ((10, height // 2), (width - 10, height // 2))
    )
    red_first = orientation in {1, 4, 5, 6}
    assert looks_red(shown.getpixel(first if red_first else last))
    assert looks_blue(shown.getpixel(last if red_first else first))


def with_metadata(name):
    exif = Pillow.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8825)[1] = "SECRET-PLACE"
    options = {"exif": exif, "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    if name in {"JPEG", "WEBP", "AVIF"}:
        options["xmp"] = b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>"
    if name in {"JPEG", "GIF"}:
        options["comment"] = b"SECRET-COMMENT"
    if name == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", "SECRET-XMP")
        options["pnginfo"].add_text("Comment", "SECRET-COMMENT")
    return encoded(painted(), name, **options)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_renditions_carry_no_metadata(name):
    content = with_metadata(name)
    assert name == "GIF" or b"SECRET" in content
    taken = taken_in(content)
    for width in widths(200):
        for extension in ENCODINGS:
            written = rendered(taken, width, extension)
            assert b"SECRET" not in written
            assert b"Exif" not in written
            shown = opened(written)
            assert not shown.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"} & set(shown.info)


def test_colours_of_another_colour_space_become_the_webs():
    # A colour space whose first colour is blue and whose last is red.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    taken = taken_in(encoded(painted(), "PNG", icc_profile=profile))
    assert looks_blue(opened(rendered(taken, 160)).convert("RGB").getpixel((20, 40)))


@pytest.mark.parametrize("profile", [b"rubbish", b"\x00" * 200])
def test_a_profile_that_cannot_be_read_is_left_out(profile):
    taken = taken_in(encoded(painted(), "PNG", icc_profile=profile))
    assert looks_red(opened(rendered(taken, 160)).convert("RGB").getpixel((20, 40)))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_depth_of_colour_is_taken(mode):
    picture = Pillow.new("I;16", (200, 100), 32_768) if mode == "I;16" else painted(mode=mode)
    picture = painted().quantize(16) if mode == "P" else picture
    taken = taken_in(encoded(picture, "PNG"))
    shown = opened(rendered(taken, 160)).convert("L").getpixel((20, 40))
    wanted = 128 if mode == "I;16" else picture.convert("L").getpixel((20, 40))
    assert mode == "1" or abs(shown - wanted) < 25


def test_inks_become_colours():
    taken = taken_in(encoded(painted(mode="CMYK"), "JPEG"))
    assert looks_red(opened(rendered(taken, 160)).convert("RGB").getpixel((20, 40)))


def test_what_is_transparent_stays_so_and_is_white_in_the_fallback():
    picture = Pillow.new("RGBA", (200, 100), (220, 20, 20, 0))
    taken = taken_in(encoded(picture, "PNG"))
    for extension in ("avif", "webp"):
        assert opened(rendered(taken, 160, extension)).getpixel((20, 40))[3] == 0
    assert min(opened(rendered(taken, 160, "jpg")).getpixel((20, 40))) > 245


@pytest.mark.parametrize(
    ("width", "given"),
    [
        (100, [100]),
        (160, [160]),
        (161, [160, 161]),
        (700, [160, 320, 640, 700]),
        (1280, [160, 320, 640, 960, 1280]),
        (4000, [160, 320, 640, 960, 1280]),
    ],
)
def test_no_rendition_is_larger_than_the_picture(width, given):
    assert widths(width) == given


def test_a_large_photograph_keeps_its_shape():
    taken = taken_in(encoded(painted(4000, 3000), "JPEG"))
    assert (taken["width"], taken["height"]) == (4000, 3000)
    assert opened(rendered(taken, 1280)).size == (1280, 960)


def test_the_same_file_is_kept_once_and_no_half_file_lies_about(settings):
    content = encoded(painted(), "PNG")
    assert taken_in(content) == taken_in(content)
    folders = [settings.MEDIA_ROOT, settings.STORAGES["originals"]["OPTIONS"]["location"]]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1 + len(widths(200)) * len(ENCODINGS)
    original = folders[1] / original_name(taken_in(content)["sha256"])
    assert original.stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_nothing(settings, monkeypatch):
    def fail(_descriptor):
        raise OSError("the disk is full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="full"):
        taken_in(encoded(painted(), "PNG"))
    folder = settings.STORAGES["originals"]["OPTIONS"]["location"]
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_missing_renditions_are_made_again_and_verify_tells_what_is_wrong(image):
    assert image_problems() == []
    name = rendition_name(image.sha256, 160, "avif")
    before = Path(default_storage.path(name)).read_bytes()
    default_storage.delete(name)
    assert image_problems() == ["image anna-berg: 1 of its renditions are missing"]
    regenerate(image)
    assert Path(default_storage.path(name)).read_bytes() == before
    with Path(storages["originals"].path(original_name(image.sha256))).open("ab") as file:
        file.write(b"x")
    assert image_problems() == ["image anna-berg: its original is not the file that was taken in"]
    storages["originals"].delete(original_name(image.sha256))
    assert image_problems() == ["image anna-berg: its original is missing"]
