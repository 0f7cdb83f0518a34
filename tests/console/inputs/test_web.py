"""The form that adds web pages."""

from console.inputs.web import WebSourceForm


def test_each_line_is_an_address() -> None:
    form = WebSourceForm({"kind": "list", "addresses": " https://a.example/ \n\nhttps://b.example/", "every": "daily"})
    assert form.is_valid()
    assert form.values() == {
        "kind": "list",
        "addresses": ("https://a.example/", "https://b.example/"),
        "every": "daily",
    }


def test_what_is_not_offered_is_refused() -> None:
    form = WebSourceForm({"kind": "crawl", "addresses": "", "every": "hourly"})
    assert set(form.errors) == {"kind", "addresses", "every"}
