"""What is raised for a form that holds no answer."""


class Unanswered(ValueError):
    """The form was sent empty, incomplete, or with something that is no answer to this question."""
