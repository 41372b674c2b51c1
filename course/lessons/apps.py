from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "course.lessons"

    def ready(self) -> None:
        from course.accounts import personal_data
        from course.lessons import labs, receivers, selectors

        receivers.connect()
        personal_data.register("steps", selectors.export)
        personal_data.register("labs", labs.export, labs.forget)
