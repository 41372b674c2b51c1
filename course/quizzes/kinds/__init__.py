"""The kinds of question. Each is a module with `read` and `correct`, one file a kind.

`read(data, body)` takes the posted form and gives the answer as JSON can hold it; it raises
Unanswered when there is none. `correct(body, answer)` says whether that answer is right.
"""

from types import ModuleType

from course.quizzes.kinds import multiple, number, order, single

KINDS: dict[str, ModuleType] = {
    "single": single,
    "multiple": multiple,
    "number": number,
    "order": order,
}
