"""Who asks only for the head of a page gets what the page would say of itself, and no body."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from config.heads import HeadMiddleware


@pytest.mark.django_db
def test_a_head_tells_the_length_of_the_page():
    page = Client().get("/about/")
    head = Client().head("/about/")
    assert head.status_code == page.status_code == 200
    assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.content))


@pytest.mark.parametrize("answer", [HttpResponse, StreamingHttpResponse])
@pytest.mark.parametrize(("method", "body"), [("HEAD", b""), ("GET", b"words")])
def test_only_a_head_loses_its_body(answer, method, body):
    request = RequestFactory().generic(method, "/")
    assert HeadMiddleware(lambda _: answer([b"words"]))(request).getvalue() == body
