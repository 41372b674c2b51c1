from django.urls import path

from course.labs import views

urlpatterns = [
    path("fidelity/", views.fidelity, name="fidelity"),
    path("labs/<slug:public_id>/", views.lab, name="lab"),
    path("labs/<slug:public_id>/replay/<slug:token>/", views.replay, name="replay"),
]
