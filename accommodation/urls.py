from django.urls import path, register_converter

from accommodation import views


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

app_name = "accommodation"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("unterkuenfte/", views.shelters, name="shelters"),
    path("unterkuenfte/unterkuenfte.<spreadsheet:extension>", views.shelters_table, name="shelters_table"),
    path("unterkuenfte/<str:code>/", views.shelter, name="shelter"),
    path("unterkuenfte/<str:code>/<slug:key>.<picture:extension>", views.shelter_chart, name="shelter_chart"),
    path(
        "unterkuenfte/<str:code>/<slug:key>.<spreadsheet:extension>",
        views.shelter_table,
        name="shelter_table",
    ),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
