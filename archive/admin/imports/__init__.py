"""Bringing anybody's file in: the pages of the way from an upload to records, and back.

`uploading` begins it, `mapping` leads a file's columns to the archive's fields, `showing` is the preview, `pages` what
is done with it, `undoing` the way back; `saved` keeps mappings.
"""
