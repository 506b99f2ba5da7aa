"""The addresses of Explore."""

from django.urls import path

from civharm.web.explore import saved, views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/compare/", views.compare, name="compare"),
    path("incidents/incidents.csv", views.export_csv, name="export-csv"),
    path("incidents/incidents.geojson", views.export_geojson, name="export-geojson"),
    path("searches/save/", saved.save, name="save-search"),
    path("searches/forget/", saved.forget, name="forget-search"),
    path("search/", views.search, name="search"),
]
