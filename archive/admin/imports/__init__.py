"""Bringing anybody's file in: the pages of the way from an upload to records.

`mapping` is the step at which a file's columns are led to the archive's fields; `saved` keeps mappings.
"""
