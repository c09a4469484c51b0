"""The workbooks that senders take home: the template and the error report."""

import io
from datetime import date

from django.http import FileResponse

from accommodation.imports import DeliveryCheck
from portal.answers import CONTENT_TYPES
from portal.downloads import file_name
from portal.sheets.error_report import error_report, report_name
from portal.sheets.template import Template, template_xlsx


def template_answer(template: Template, as_of: date) -> FileResponse:
    return workbook_answer(template_xlsx(template), file_name("belegungsliste", as_of, "xlsx"))


def report_answer(data: bytes, delivered_as: str, check: DeliveryCheck) -> FileResponse:
    content = error_report(data, delivered_as, check.messages, check.recognition)
    return workbook_answer(content, report_name(delivered_as))


def workbook_answer(content: bytes, name: str) -> FileResponse:
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"]
    )
