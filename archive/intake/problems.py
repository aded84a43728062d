"""What can go wrong with a document on its way in, in words that say what to do about it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


class IntakeProblem(Exception):
    """Something that keeps a document out. `code` names it, `words` say it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    @property
    def words(self) -> str:
        return wording(self.code, **self.values)


def wording(code: str, **values: Any) -> str:
    """The sentence for a problem. Raises KeyError for one that nobody thought of."""
    values = {"megabytes": f"{settings.INTAKE_MAX_BYTES / 2**20:g}", "seconds": settings.INTAKE_FETCH_SECONDS, **values}
    return _SENTENCES[code]() % values


_SENTENCES = {
    # The address
    "address": lambda: _("This is not an address on the web. It begins with https:// or http:// and names a host."),
    "scheme": lambda: _("Only addresses that begin with https:// or http:// can be fetched."),
    "credentials": lambda: _("An address with a name or a password in it is not fetched."),
    "port": lambda: _("Port %(port)s is not one that pages are fetched from here."),
    "name": lambda: _("There is no host of the name %(host)s, or it could not be found now."),
    "private": lambda: _("%(host)s does not lead to a public address, so nothing is fetched from it."),
    # The fetching
    "unreachable": lambda: _("%(host)s could not be reached."),
    "certificate": lambda: _("%(host)s could not prove that it is that host (its certificate is not valid)."),
    "time": lambda: _("It took longer than %(seconds)s seconds, and was given up."),
    "redirects": lambda: _("It leads on and on: more than %(limit)s redirects."),
    "redirect": lambda: _("It redirects, but does not say where to."),
    "status": lambda: _("The server answered %(status)s %(reason)s."),
    "type": lambda: _("This is %(type)s. Only pages (HTML), PDF and plain text can be taken in."),
    "untyped": lambda: _("The server does not say what this is. Save it and upload it here."),
    "size": lambda: _("It is larger than %(megabytes)s MB, the most that is taken in."),
    "compression": lambda: _("The answer is packed in a way that cannot be read here."),
    "broken": lambda: _("The answer broke off, or is not what it says it is. Try again."),
    "not begun": lambda: _(
        "Nobody has begun to fetch it. Whoever runs this site has to start its worker (manage.py db_worker)."
    ),
    "stopped": lambda: _("Fetching stopped without a result. Try again."),
    "failed": lambda: _("Something went wrong here, and was noted for whoever runs this site. Try again."),
    # The document
    "empty": lambda: _("There is nothing in it."),
    "encoding": lambda: _("Its bytes are no text in any encoding known here."),
    "binary": lambda: _("This is not text. Only pages (HTML), PDF and plain text can be taken in."),
    "office": lambda: _("This is an office document or an archive of files. Save it as PDF or plain text first."),
    "picture": lambda: _("This is a picture. Have its words recognised (OCR), and take in the PDF or the text."),
    "packed": lambda: _("This file is packed. Unpack it first."),
    "no text": lambda: _("No text was found in this page. Perhaps a script writes it: copy it from your browser."),
    "encrypted": lambda: _("This PDF is locked with a password. Save a copy without one first."),
    "pages": lambda: _("This PDF has more than 2,000 pages. Take it in by parts."),
    "scanned": lambda: _(
        "This PDF holds pictures of pages and no text. Have its words recognised (OCR), or paste the text below."
    ),
    "damaged": lambda: _("This file is damaged or incomplete; it could not be read."),
    "too large inside": lambda: _("There is more packed in this file than can be read here."),
    "too long": lambda: _("Its text is longer than 5,000,000 characters. Take it in by parts."),
    "reading time": lambda: _(
        "Finding its text took too long, and was given up. Take all words of the page, or paste the text below."
    ),
    "unstorable": lambda: _("There are characters in it that no database keeps (NUL, or half a character)."),
}
