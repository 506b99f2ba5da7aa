"""The addresses of the screen of one incident."""

from django.urls import path

from civharm.web.incident import place_views, views

urlpatterns = [
    path("incident/<str:incident_id>/", views.incident, name="incident"),
    path("incident/<str:incident_id>/decide/", views.decide, name="decide"),
    path("incident/<str:incident_id>/place/", place_views.place, name="place"),
    path("incident/<str:incident_id>/foresee/", views.foresee, name="foresee"),
]
