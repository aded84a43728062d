"""What must stay quick, by name; ``manage.py benchmark`` prints it (`archive.measuring.table`).

A measurement is a function that yields results. It reads the archive as it stands and changes nothing of it. Goals
are ratios where the machine matters: a page is compared with a view that does nothing, by the same server through the
same middleware, in the same run.
"""
