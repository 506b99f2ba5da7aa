"""The addresses of the desk."""

from django.urls import path

from civharm.web.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("desk/release/", views.release, name="release"),
    path("desk/hold/", views.hold, name="hold"),
    path("desk/<str:name>/", views.queue, name="queue"),
    path("desk/<str:name>/take/", views.take, name="take"),
    path("desk/<str:name>/next/", views.take_next, name="take-next"),
]
