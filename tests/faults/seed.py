"""Fill an installation of its own: `python -m tests.faults.seed` prints what it made, as JSON."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from chat.services import save_site
    from kit.ids import encode_id
    from kit.scoping import tenant_scope
    from tests import cast
    from tests.stocked import stock

    tenant = cast.tenant("acorn")
    anna = cast.person("anna", tenant, "owner")
    held = stock(tenant)
    with tenant_scope(tenant.id):
        site = save_site(bot_slug="help", name="Shop", origins=["http://127.0.0.1"], by=anna.principal)
    made = {
        "tenant": str(tenant.id),
        "key": cast.key(anna),
        "session": anna.client().cookies["heyan_session"].value,
        "base": str(held.base_id),
        "base_code": encode_id(held.base_id),
        "document": str(held.document_id),
        "site": site.public_id,
        "email": anna.email,
        "password": anna.password,
    }
    sys.stdout.write(json.dumps(made) + "\n")


if __name__ == "__main__":
    main()
