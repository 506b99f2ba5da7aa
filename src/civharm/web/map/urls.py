"""The addresses of the map."""

from django.urls import path

from civharm.web.map import views

urlpatterns = [
    path("", views.explore_map, name="map"),
    path("cells", views.cells, name="map-cells"),
    path("places", views.places, name="map-places"),
    path("incidents", views.incidents_at, name="map-incidents"),
    path("layers/<str:name>", views.layer_file, name="map-layer"),
    path("grid", views.grid, name="map-grid"),
]
