import pytest


@pytest.fixture(autouse=True)
def _open_to_everybody(settings):
    settings.PUBLIC_VIEW = True
