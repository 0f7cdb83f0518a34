import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_a_purge_below_the_floor_is_refused(chain):
    with pytest.raises(CommandError, match="183"):
        call_command("audit_purge", "--tenant", chain, "--older-than-days", "30")
