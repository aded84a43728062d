"""No command of a library writes records past the workflow."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("name", ["import", "export"])
def test_the_library_s_own_commands_are_closed_and_name_ours(name: str) -> None:
    with pytest.raises(CommandError, match=f"{name}_csv"):
        call_command(name, "archive.Event", "events.csv")
