"""Order, ranges and filters over dated records: which records a page of a list shows, and in what order.

`ranges` reads days from an address, `filters` everything else that an address may ask for, `keyset` cuts an
ordered list into pages without counting it, `density` counts what begins when.
"""
