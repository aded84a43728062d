"""Published images are shown in their renditions; of others there is nothing to be had."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage, storages
from django.http import Http404
from django.template import engines
from django.test import RequestFactory

from archive.documents import read
from archive.images import ENCODINGS, rendition_name, widths
from archive.images.keeping import original_name
from archive.views.images import picture_card, thumbnail
from archive.workflow import act, save, withdraw
from tests.images.pictures import opened

pytestmark = pytest.mark.django_db


def addresses(image):
    return [f"/images/{image.slug}/{width}.{ending}" for width in widths(image.width) for ending in ENCODINGS]


def test_every_rendition_of_a_published_image_is_shown(client, portrait):
    for address in addresses(portrait):
        answer = client.get(address)
        width, extension = address.rpartition("/")[2].split(".")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == ENCODINGS[extension].content_type
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "public" in answer.headers["Cache-Control"]
        assert opened(answer.content).width == int(width)


def test_nothing_of_an_unpublished_image_is_shown(client, image, administrator):
    client.force_login(administrator)
    assert {client.get(address).status_code for address in addresses(image)} == {404}


def test_an_image_whose_actor_is_withdrawn_is_gone(client, archive, portrait, publisher):
    etag = client.get(addresses(portrait)[0]).headers["ETag"]
    with act(publisher, "asked for it") as this:
        withdraw(list(portrait.portrait_of.all()), this)
    assert {client.get(address).status_code for address in addresses(portrait)} == {404}
    assert client.get(addresses(portrait)[0], headers={"If-None-Match": etag}).status_code == 404


def test_who_has_it_already_is_told_so(client, portrait):
    address = addresses(portrait)[0]
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    tags = {client.get(each).headers["ETag"] for each in addresses(portrait)}
    assert len(tags) == len(addresses(portrait))
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "name", ["161.webp", "1280.webp", "0.webp", "160.png", "160.gif", "160.html", "160", "99999999999999999999.jpg"]
)
def test_there_are_no_other_sizes_and_formats(client, portrait, name):
    assert client.get(f"/images/{portrait.slug}/{name}").status_code == 404


def test_a_rendition_that_got_lost_is_made_again(client, portrait):
    name = rendition_name(portrait.sha256, 160, "webp")
    before = client.get("/images/anna-berg/160.webp").content
    default_storage.delete(name)
    assert client.get("/images/anna-berg/160.webp").content == before
    assert default_storage.exists(name)


@pytest.mark.filterwarnings("default")
def test_without_file_and_original_it_is_not_found(client, portrait, caplog):
    default_storage.delete(rendition_name(portrait.sha256, 160, "webp"))
    storages["originals"].delete(original_name(portrait.sha256))
    assert client.get("/images/anna-berg/160.webp").status_code == 404
    assert "anna-berg" in caplog.text


def test_originals_have_no_address(client, portrait):
    name = original_name(portrait.sha256)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        storages["originals"].url(name)
    for address in (f"/media/{name}", f"/originals/{name}", f"/images/{portrait.sha256}", f"/{name}"):
        assert client.get(address).status_code == 404
    rendition = rendition_name(portrait.sha256, 160, "webp")
    assert client.get(f"/media/{rendition}").status_code == 404


def shown(image):
    part = engines["jinja2"].from_string(
        '{% from "archive/parts/picture.html" import show_picture %}{{ show_picture(picture, "20rem") }}'
    )
    return part.render({"picture": picture_card(image)})


def test_a_page_offers_every_width_in_each_format(portrait):
    html = shown(portrait)
    for extension in ("avif", "webp"):
        srcset = ", ".join(f"/images/anna-berg/{width}.{extension} {width}w" for width in (160, 320, 640, 700))
        assert f'<source type="image/{extension}" srcset="{srcset}" sizes="20rem">' in html
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert '<img src="/images/anna-berg/640.jpg" alt="Anna Berg at a table" width="700" height="350"' in html
    assert 'loading="lazy"' in html
    assert picture_card(portrait).credit == "City archive"


def test_what_people_wrote_is_escaped(portrait, system):
    with act(system, "changed for a test") as this:
        save({**read(portrait), "alt": '"><script>alert(1)</script>'}, this)
    portrait.refresh_from_db()
    assert "<script>" not in shown(portrait)


def test_a_page_shows_nothing_of_an_unpublished_image(image):
    assert shown(image).strip() == ""
    assert shown(None).strip() == ""


def test_the_desk_sees_thumbnails_of_unpublished_images(image, editor, django_user_model):
    def ask(user, object_id=str(image.pk)):
        request = RequestFactory().get("/")
        request.user = user
        return thumbnail(request, object_id)

    answer = ask(editor)
    assert opened(answer.content).size == (320, 160)
    assert "private" in answer.headers["Cache-Control"]
    with pytest.raises(PermissionDenied):
        ask(django_user_model.objects.create_user("visitor"))
    for object_id in ("0", "x", "1" * 40):
        with pytest.raises(Http404):
            ask(editor, object_id)


def test_event_and_actor_show_their_pictures_with_credit(client, archive, portrait):
    archive.event("Troops moved", slug="event", images=[{"image": str(portrait.uuid)}])
    for page in (client.get("/events/event/"), client.get("/actors/anna/")):
        assert b"/images/anna-berg/320.avif 320w" in page.content
        assert b"City archive" in page.content
