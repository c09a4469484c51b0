"""`send_news` with a mail server that takes its time, for another process at the same moment.

python -m tests.news.send_slowly FOLDER

Each mail becomes a file in the folder.
"""

import sys

import django


def main(folder: str) -> None:
    from django.conf import settings  # noqa: PLC0415 (after set-up)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    settings.EMAIL_BACKEND = "tests.portal.remind_slowly.EmailBackend"
    settings.EMAIL_FILE_PATH = folder
    call_command("send_news")


if __name__ == "__main__":
    main(*sys.argv[1:])
