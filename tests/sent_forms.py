"""What a browser sends when somebody presses the button of a form: read from the page itself."""

import lxml.html
from django.http import HttpResponse

Sent = dict[str, list[str]]


def sent_by(page: HttpResponse, holding: str = "opened") -> Sent:
    """The values of the form that has a field of this name."""
    for form in lxml.html.fromstring(page.content.decode()).forms:
        if holding in form.fields:
            sent: Sent = {}
            for name, value in form.form_values():
                sent.setdefault(name, []).append(value.removeprefix("\n"))  # as browsers do in a textarea
            return sent
    raise AssertionError(f"No form of the page has a field „{holding}“.")
