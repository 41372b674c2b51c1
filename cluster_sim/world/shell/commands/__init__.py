"""Programs that the shell starts: one module each (see ``process``)."""
