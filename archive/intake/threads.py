"""Background work without a second program to start: for the demo and for writing Dateline.

A task runs in a thread of the server, as soon as the request's transaction has committed. It dies with the server,
which is why a production site has a worker; an intake whose task died says so and offers to try again.
"""

import threading
from typing import Any

from django.db import connections, transaction
from django_tasks.backends.immediate import ImmediateBackend

MOST_AT_ONCE = 2

_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


class ThreadBackend(ImmediateBackend):
    def _execute_task(self, task_result: Any) -> None:
        thread = threading.Thread(target=self._take_turn, args=(task_result,), daemon=True, name="dateline-task")
        transaction.on_commit(thread.start)

    def _take_turn(self, task_result: Any) -> None:
        with _turns:
            try:
                super()._execute_task(task_result)
            finally:
                connections.close_all()
