from django.urls import path

from course.glossary import views

app_name = "glossary"

urlpatterns = [
    path("glossary/", views.index, name="index"),
    path("glossary/<slug:slug>/", views.term, name="term"),
]
