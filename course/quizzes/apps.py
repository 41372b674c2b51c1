from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "course.quizzes"

    def ready(self) -> None:
        from course.accounts import personal_data
        from course.quizzes import selectors

        personal_data.register("answers", selectors.export)
