from django.urls import path

from course.lessons import views

app_name = "lessons"

urlpatterns = [
    path("", views.home, name="home"),
    path("lessons/", views.index, name="index"),
    path("lessons/<slug:slug>/", views.lesson, name="lesson"),
    path("lessons/<slug:slug>/lab/", views.lesson_lab, name="lesson_lab"),
    path("sandbox/", views.sandbox, name="sandbox"),
    path("sandbox/open/", views.sandbox_open, name="sandbox_open"),
    path("me/", views.me, name="me"),
]
