"""Bringing anybody's file in: the pages of the way from an upload to records, and back.

`uploading` begins it. `mapping` is the step at which a file's columns are led to the archive's fields; `saved` keeps
mappings. `showing` is the preview, `pages` what is done with it, `undoing` the way back.
"""
