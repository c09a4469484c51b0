"""A city's virus scanner looks at every uploaded file before the portal does (PORTAL_SCAN_COMMAND).

The file comes to the command's standard input. It ends with 0 for a clean file and with 1 for an infected
one, as clamdscan does. Whatever else happens, the file is refused: without an answer nothing gets in.
"""

import logging
import subprocess
from collections.abc import Callable
from enum import Enum

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

logger = logging.getLogger("portal.scanning")


class Verdict(Enum):
    CLEAN = 0
    INFECTED = 1
    UNKNOWN = -1


class Scanning:
    """Before every view, whichever form the file comes with. Who is not signed in can leave no file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponseBase | None:
        if not settings.SCAN_COMMAND or request.method != "POST" or not request.user.is_authenticated:
            return None
        for _, files in request.FILES.lists():
            for file in files:
                if (found := verdict_on(file)) is not Verdict.CLEAN:
                    return refused(request, found)
        return None


def verdict_on(file: UploadedFile) -> Verdict:
    """The log says why there was no answer; never the file's name, which may be somebody's."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603 - the command is the administrator's
            settings.SCAN_COMMAND,
            input=content,
            capture_output=True,
            timeout=settings.SCAN_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("scan", extra={"facts": {"scan": type(error).__name__}})
        return Verdict.UNKNOWN
    verdict = Verdict(done.returncode) if done.returncode in (0, 1) else Verdict.UNKNOWN
    if verdict is not Verdict.CLEAN:
        logger.error("scan", extra={"facts": {"scan": verdict.name.lower(), "status": done.returncode}})
    return verdict


def refused(request: HttpRequest, verdict: Verdict) -> HttpResponseBase:
    request.refused = "scan"  # type: ignore[attr-defined]
    infected = verdict is Verdict.INFECTED
    return render(request, "operation/scan.html", {"infected": infected}, status=422 if infected else 503)
