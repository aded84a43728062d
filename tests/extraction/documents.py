"""Documents as they come in, made for tests."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="{encoding}"><title>Peace is near | The Gazette</title>
<meta property="og:title" content="Peace is near, says Berg">
<meta property="article:published_time" content="2021-12-22T16:14:00.000+0200">
<meta property="og:site_name" content="The Gazette"><meta name="author" content="Jane Roe">
<link rel="canonical" href="https://gazette.example/peace"></head>
<body><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav>
<article><h1>Peace is near, says Berg</h1>
<p>Anna Berg said on Wednesday that peace is near – “very near”. The ministry denied it, and said that nothing of the
kind had been agreed in Geneva or anywhere else.</p>
<p>Troops moved by train on Thursday, three people who saw them said. It was the third such movement in a week.</p>
</article><footer>All rights reserved</footer></body></html>"""


def page(encoding: str = "utf-8", text: str = PAGE) -> bytes:
    return text.format(encoding=encoding).encode(encoding)


def pdf(*pages: str, title: str = "", password: str = "") -> bytes:
    """A PDF with a line of text on each page; an empty one is a picture of nothing."""
    writer = PdfWriter()
    for words in pages:
        sheet = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if words else b"")
        sheet[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": title, "/Author": "J. Roe", "/CreationDate": "D:20211222161400+02'00'"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def bomb(megabytes: int) -> bytes:
    """A PDF of a few kilobytes whose only page holds so many megabytes of spaces."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(width=595, height=842)
    content = DecodedStreamObject()
    content.set_data(b"BT " + b" " * (megabytes * 2**20) + b" ET")
    sheet[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
