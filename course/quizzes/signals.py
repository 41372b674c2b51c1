"""What others may want to hear of."""

from django.dispatch import Signal

# Sent with learner (Learner), question (its slug) and correct (bool) after an answer was kept.
answered = Signal()
