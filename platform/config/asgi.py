"""The ASGI application of the web process."""

import os
from typing import cast

from django.core.asgi import get_asgi_application

from config.intake import App, Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Intake(cast("App", get_asgi_application()))
