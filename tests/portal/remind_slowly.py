"""`send_reminders` with a mail server that takes its time, for another process at the same moment.

python -m tests.portal.remind_slowly FOLDER TODAY

Each mail becomes a file in the folder.
"""

import sys
import time

import django
from django.core.mail.backends.filebased import EmailBackend as Files


class EmailBackend(Files):
    def send_messages(self, email_messages) -> int:
        time.sleep(2)
        return super().send_messages(email_messages)


def main(folder: str, today: str) -> None:
    from django.conf import settings  # noqa: PLC0415 (the module is also the backend's, after set-up)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    settings.EMAIL_BACKEND = "tests.portal.remind_slowly.EmailBackend"
    settings.EMAIL_FILE_PATH = folder
    call_command("send_reminders", "--today", today)


if __name__ == "__main__":
    main(*sys.argv[1:])
