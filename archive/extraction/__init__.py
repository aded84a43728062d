"""From the bytes of a document to its text, and to what it says about itself. Imports nothing of the rest.

It runs in a process of its own (`python -m archive.extraction`, called by `archive.intake.apart`) that may use only so
much memory and time and can open no connection: what is read here comes from anywhere, and its readers are many
thousand lines of others' code. An order and the bytes go in, a reading comes out, both JSON:

    {"media_type": "", "encoding": "", "declared": "windows-1252", "manner": "article", "address": "https://…"}
    {"media_type": "text/html", "encoding": "cp1252", "encodings": ["cp1252", …], "text": "…", "problem": "",
     "proposals": [{"field": "title", "value": "…", "origin": "metadata", "detail": "og:title"}, …]}
"""
