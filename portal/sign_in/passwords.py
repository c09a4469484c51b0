"""What no password may be made of: words that everybody in this house would try first."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

LOCAL_WORDS = (
    "integrationsportal", "integration", "portal", "passwort", "password", "kennwort", "geheim", "willkommen",
    "anmeldung", "rathaus", "gemeinderat", "stadtrat", "unterkunft", "unterbringung", "flüchtling",
)  # fmt: skip
LETTERS_LEFT = 6  # what is not such a word has to carry the password alone


class LocalWordsValidator:
    def validate(self, password: str, user: object = None) -> None:
        words = sorted((settings.CITY.lower(), *LOCAL_WORDS), key=len, reverse=True)
        rest, found = re.subn("|".join(map(re.escape, words)), "", password.lower())
        if found and sum(letter.isalpha() for letter in rest) < LETTERS_LEFT:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return f"Das Passwort besteht fast nur aus Wörtern wie „{settings.CITY}“ oder „Portal“."
