"""Pictures come in by their content, with text alternative and credit."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from archive.models import Image
from tests.admin.conftest import errors_of


def picture(size=(40, 30)):
    written = BytesIO()
    Pillow.new("RGB", size, "teal").save(written, "PNG")
    return SimpleUploadedFile("hall.jpg", written.getvalue(), content_type="image/jpeg")


def test_a_picture_is_uploaded_and_shown_small(editors_desk):
    answer = editors_desk.save("image", upload=picture(), alt="A hall", credit="Nobody")
    assert answer.status_code == 302, errors_of(answer)
    image = Image.objects.get()
    assert (image.format, image.width, image.height, image.slug) == ("png", 40, 30, "a-hall")
    page = editors_desk.get(reverse("admin:archive_image_changelist")).content.decode()
    address = reverse("admin:archive_image_thumbnail", args=[image.pk])
    assert f'src="{address}"' in page
    assert editors_desk.get(address).headers["Content-Type"] == "image/webp"
    assert Client().get(address).status_code == 302


def test_the_file_is_kept_when_the_form_comes_back(editors_desk):
    answer = editors_desk.save("image", upload=picture(), alt="A hall")
    assert list(errors_of(answer)) == ["credit"]
    form = answer.context["adminform"].form
    values = {"alt": "A hall", "credit": "Nobody", "taken": form["taken"].value()}
    assert editors_desk.save("image", **values).status_code == 302
    assert Image.objects.get().width == 40


@pytest.mark.parametrize("content", [b"", b"not a picture", b"GIF89a"])
def test_what_is_no_picture_is_refused(editors_desk, content):
    upload = SimpleUploadedFile("hall.png", content, content_type="image/png")
    errors = errors_of(editors_desk.save("image", upload=upload, alt="A hall", credit="Nobody"))
    assert list(errors) == ["upload"]
    assert not Image.objects.exists()


def test_a_picture_without_a_file_is_none(editors_desk):
    values = {"alt": "A hall", "credit": "Nobody", "taken": "forged"}
    assert errors_of(editors_desk.save("image", **values)) == {"upload": ["Choose a picture."]}


def test_alt_text_is_changed_without_the_file_and_the_file_without_the_rest(editors_desk):
    editors_desk.save("image", upload=picture(), alt="A hall", credit="Nobody")
    image = Image.objects.get()
    before = image.sha256
    assert editors_desk.save(image, alt="A long hall").status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.sha256) == ("A long hall", before)
    assert editors_desk.save(image, upload=picture((20, 20))).status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.width) == ("A long hall", 20)
