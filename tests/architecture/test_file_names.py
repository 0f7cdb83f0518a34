"""A file's name tells what it does: each kind of app has its shape, and whatever else there is stands in a list."""

from pathlib import PurePosixPath

from tests.architecture.tree import DOORS, PLAIN, capabilities, sources

SHAPE = frozenset(
    [
        "types",
        "errors",
        "models",
        "selectors",
        "services",
        "adapters",
        "tasks",
        "management",
        "apps",
        "events",
        "checks",
        "admin",
        "migrations",
    ]
)
DOOR_SHAPE = frozenset(["urls", "auth", "inputs", "outputs", "views", "templatetags", "apps"])
OWN_NAMES: dict[str, frozenset[str]] = {
    "chat": frozenset({"turn", "pipeline", "stages"}),
    "gateway": frozenset({"completion", "embedding", "evidence", "rerank"}),
}
"""What design gives these apps beside the common shape."""

EXTRA: dict[str, frozenset[str]] = {
    # What a sentence rests on; what is said around a turn; keeping it going and on record; values to JSON and back.
    "chat": frozenset({"asking", "citing", "reckoning", "renditions", "wording", "running", "stored", "evaluation"}),
    "audit": frozenset(["chain"]),
    "consent": frozenset(["standard"]),
    # What makes two questions the same; asking again; writing a draft; telling who waits.
    "desk": frozenset({"likeness", "trials", "drafting", "telling"}),
    "gateway": frozenset(
        ["circuits", "local_state", "platform_models", "probing", "queueing", "records", "rules", "tokens", "vendors"]
    ),
    "knowledge": frozenset(
        [
            "audiences",
            "comparing",
            "evaluation",
            "expansion",
            "files",
            "ingestion",
            "liveness",
            "pairing",
            "parsed",
            "problems",
            "quality",
            "ranking",
            "reading",
            "recognised",
            "splitting",
            "support",
            "terms",
            "windows",
        ]
    ),
    "moderation": frozenset(
        [
            "compiled",
            "defaults",
            "evaluation",
            "folding",
            "halves",
            "homoglyphs",
            "lexicons",
            "matching",
            "personal",
            "policies",
            "risks",
            "scanning",
            "screening",
            "stored",
            "units",
            "variants",
        ]
    ),
    "rest": frozenset(["errors"]),
    "widget": frozenset(["errors", "identity", "limits"]),
}
"""Modules of pure domain code that the shape has no name for. May lose entries; a new one needs a reason in review."""


def strange(app: str, path: PurePosixPath) -> bool:
    """Does the shape of `app` know no file of this name?"""
    shape = DOOR_SHAPE if app in DOORS else SHAPE | OWN_NAMES.get(app, frozenset())
    stem = path.parts[0].removesuffix(".py")
    return stem not in shape | EXTRA.get(app, frozenset()) | {"__init__"}


def inside(app: str, name: str) -> PurePosixPath:
    return PurePosixPath(name).relative_to(app)


def test_every_file_has_a_name_of_its_apps_shape() -> None:
    found = [one.name for one in sources() if one.app not in PLAIN and strange(one.app, inside(one.app, one.name))]
    assert found == []


def test_the_list_of_extra_names_only_shrinks() -> None:
    present = {(one.app, inside(one.app, one.name).parts[0].removesuffix(".py")) for one in sources()}
    gone = {(app, name) for app, names in EXTRA.items() for name in names} - present
    assert gone == set(), "these no longer exist: take them off the list"


def test_a_strange_name_is_seen() -> None:
    assert strange("consent", PurePosixPath("helpers.py"))
    assert strange("rest", PurePosixPath("services.py"))
    assert not strange("chat", PurePosixPath("stages/consent.py"))


def test_packages_that_replace_a_file_keep_its_name() -> None:
    assert {"tenants", "chat"} <= set(capabilities())
