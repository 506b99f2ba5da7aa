"""The addresses of the screen of one incident."""

from django.urls import path

from civharm.web.incident import views

urlpatterns = [
    path("incident/<str:incident_id>/", views.incident, name="incident"),
    path("incident/<str:incident_id>/decide/", views.decide, name="decide"),
    path("incident/<str:incident_id>/foresee/", views.foresee, name="foresee"),
    path("incident/<str:incident_id>/place/", views.place, name="place"),
    path("incident/<str:incident_id>/history/", views.known, name="incident-history"),
]
