"""Scripts for a lab without a browser: what ``manage.py labsh`` runs."""
