"""The kinds of files that addresses of charts and tables may end in."""

from django.urls import register_converter


class Picture:
    regex = "svg|png"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Spreadsheet(Picture):
    regex = "csv|xlsx"


register_converter(Picture, "picture")
register_converter(Spreadsheet, "spreadsheet")
