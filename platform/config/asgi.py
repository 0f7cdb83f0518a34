"""The ASGI application of the web process."""

import os

from django.core.asgi import get_asgi_application

from config.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Intake(get_asgi_application())
