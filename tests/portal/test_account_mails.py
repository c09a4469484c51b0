"""What the portal writes to people about their accounts: in German, and with Sie."""

import re

import pytest
from django.test import Client

from tests import people

pytestmark = pytest.mark.django_db


def ask_for_password(client: Client, email: str) -> None:
    client.post("/konto/password/reset/", {"email": email})


def test_a_forgotten_password_is_replaced_by_the_link_of_a_mail(client: Client, mailoutbox):
    tina = people.tina()
    ask_for_password(client, tina.email)
    link = re.search(r"http://\S+", mailoutbox[0].body).group()
    form = client.get(link, follow=True)
    password = "Linde-Birke-Ahorn-17"
    client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert client.login(username=tina.email, password=password)


def test_the_mail_speaks_german(client: Client, mailoutbox):
    ask_for_password(client, people.tina().email)
    assert mailoutbox[0].subject.endswith("Neues Passwort für das Integrationsportal")
    assert mailoutbox[0].body.startswith("Guten Tag,\n\nfür Ihr Konto")


def test_who_has_no_account_is_told_so_by_mail_and_not_on_the_page(client: Client, mailoutbox):
    ask_for_password(client, "niemand@portal.example")
    assert "gibt es dort kein Konto" in mailoutbox[0].body
