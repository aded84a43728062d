"""The editors' desk: Django's admin for every record, writing through the workflow alone.

`records.RecordAdmin` is what the admins of all kinds have in common; each kind has a file of its own. Nothing is
imported here, so that Django can make `site.DatelineSite` first; `registration` then registers everything.
"""
