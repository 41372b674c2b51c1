"""What the simulation tells whoever listens; it does not know who does."""

from django.dispatch import Signal

# A task given to a lab has been done, for the first time in that lab. Sent, in a thread that may
# use the database, with lab_id (the public id), owner and purpose (as given to open_lab), step
# (the task's id) and time (microseconds of the lab's clock).
step_ticked = Signal()
