from django.urls import path

from course.accounts import views

app_name = "accounts"

urlpatterns = [
    path("me/export/", views.export, name="export"),
    path("me/delete/", views.delete, name="delete"),
]
