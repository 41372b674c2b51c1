from django.urls import path

from course.quizzes import views

app_name = "quizzes"

urlpatterns = [
    path("questions/<slug:slug>/", views.answer, name="answer"),
    path("quizzes/<slug:quiz>/again/", views.again, name="again"),
]
