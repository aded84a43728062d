"""Answers to HEAD: the headers of the page, and nothing of its body."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

Answer = HttpResponse | StreamingHttpResponse


class HeadMiddleware:
    """Takes the body off, which Django leaves to the server; gunicorn does it too, but complains each time."""

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Answer:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
            else:
                response.content = b""
        return response
