"""django-import-export's command of this name would write tables, not the archive's files."""

from archive.management.elsewhere import ClosedCommand


class Command(ClosedCommand):
    help = "Closed: use export_csv."
    instead = "export_csv"
