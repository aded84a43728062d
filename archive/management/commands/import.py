"""django-import-export's command of this name would write records without the workflow."""

from archive.management.elsewhere import ClosedCommand


class Command(ClosedCommand):
    help = "Closed: use import_csv."
    instead = "import_csv"
