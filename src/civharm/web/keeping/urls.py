"""The addresses of keeping and destroying."""

from django.urls import path

from civharm.web.keeping import views

urlpatterns = [
    path("", views.keeping, name="keeping"),
    path("hold/", views.hold, name="keeping-hold"),
    path("end/", views.end_hold, name="keeping-end"),
    path("foresee/", views.foresee_destroying, name="keeping-foresee"),
    path("destroy/", views.destroy, name="keeping-destroy"),
]
