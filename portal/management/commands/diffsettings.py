"""The settings without secrets: what is printed here is pasted into mails."""

import re
from typing import Any

from django.core.management.commands import diffsettings
from django.views.debug import SafeExceptionReporterFilter

PASSWORD_IN_ADDRESS = re.compile(r"(://[^\s:@/']*):[^\s@/']+@")


class Command(diffsettings.Command):
    def output_hash(self, user_settings: dict[str, str], *others: Any, **options: Any) -> list[str]:
        return super().output_hash(without_secrets(user_settings), *others, **options)

    def output_unified(self, user_settings: dict[str, str], *others: Any, **options: Any) -> list[str]:
        return super().output_unified(without_secrets(user_settings), *others, **options)


def without_secrets(named: dict[str, str]) -> dict[str, str]:
    safe = SafeExceptionReporterFilter().get_safe_settings()
    return {name: PASSWORD_IN_ADDRESS.sub(r"\1:***@", repr(safe.get(name))) for name in named}
