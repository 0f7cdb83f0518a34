"""What callers of `/api/v1` get: each shape is written once here and documented from here."""

from rest_framework import serializers


class Base(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    sensitivity = serializers.CharField()
    language = serializers.CharField()
    groups = serializers.ListField(child=serializers.UUIDField())
    documents = serializers.IntegerField()
    passages = serializers.IntegerField()


class Stage(serializers.Serializer):
    stage = serializers.CharField()
    at = serializers.DateTimeField()
    ms = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())


class Doubtful(serializers.Serializer):
    page = serializers.IntegerField()
    confidence = serializers.FloatField()


class Quality(serializers.Serializer):
    """How well a file was read. Shares and confidences are 0–1."""

    characters = serializers.IntegerField()
    tables = serializers.IntegerField()
    recognised = serializers.IntegerField(help_text="Pages whose text comes from text recognition.")
    recognised_share = serializers.FloatField(help_text="Their share of all characters.")
    confidence = serializers.FloatField(allow_null=True, help_text="Mean confidence of text recognition.")
    doubtful = Doubtful(many=True, help_text="Pages recognised with little confidence.")
    empty = serializers.ListField(child=serializers.IntegerField(), help_text="Pages on which no text was found.")
    pictures = serializers.IntegerField(help_text="Images beside text, whose own text was not read.")
    running_lines = serializers.IntegerField(help_text="Headers, footers and page numbers left out.")
    waiting = serializers.IntegerField(help_text="Pages that are still to be recognised.")


class Version(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    stage = serializers.CharField()
    current = serializers.BooleanField()
    timeline = Stage(many=True)
    error = serializers.CharField()
    problem = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    format = serializers.CharField()
    pages = serializers.IntegerField(allow_null=True)
    passages = serializers.IntegerField()
    valid_from = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    added_by = serializers.CharField()
    quality = Quality(allow_null=True)


class Part(serializers.Serializer):
    text = serializers.CharField()
    differs = serializers.BooleanField()
    figure = serializers.BooleanField()


class Change(serializers.Serializer):
    """A sentence: `same`, `added`, `removed` or `changed`. `skipped` unchanged ones were left out before it."""

    kind = serializers.CharField()
    before = Part(many=True)
    after = Part(many=True)
    skipped = serializers.IntegerField()


class Differences(serializers.Serializer):
    before = Version()
    after = Version()
    changes = Change(many=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    withheld = serializers.IntegerField()
    cut = serializers.BooleanField()


class Document(serializers.Serializer):
    owner = serializers.UUIDField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    id = serializers.UUIDField()
    base_id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.CharField()
    stage = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    error = serializers.CharField()
    problem = serializers.CharField()
    version = serializers.IntegerField()
    newest = Version()
    created_at = serializers.DateTimeField()
    tags = serializers.ListField(child=serializers.CharField())
    groups = serializers.ListField(child=serializers.UUIDField())
    language = serializers.CharField()
    audience = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class WebSource(serializers.Serializer):
    id = serializers.UUIDField()
    base_id = serializers.UUIDField()
    kind = serializers.CharField()
    address = serializers.CharField()
    every = serializers.CharField()
    reading = serializers.BooleanField()
    read_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    problem = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    created_at = serializers.DateTimeField()


class WebPage(serializers.Serializer):
    id = serializers.UUIDField()
    document_id = serializers.UUIDField(allow_null=True)
    address = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    problem = serializers.CharField()
    read_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField(allow_null=True)


class LeftOut(serializers.Serializer):
    name = serializers.CharField()
    problem = serializers.CharField()


class Unpacked(serializers.Serializer):
    documents = Document(many=True)
    left_out = LeftOut(many=True)


class Passage(serializers.Serializer):
    id = serializers.UUIDField()
    document_id = serializers.UUIDField()
    document = serializers.CharField()
    version = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)
    path = serializers.CharField()
    cell = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    score = serializers.FloatField()
    arms = serializers.DictField(child=serializers.FloatField())


class OverlapSide(serializers.Serializer):
    document_id = serializers.UUIDField(source="passage.document_id")
    document = serializers.CharField(source="passage.document")
    version = serializers.IntegerField(source="passage.version")
    passage_id = serializers.UUIDField(source="passage.id")
    page = serializers.IntegerField(source="passage.page", allow_null=True)
    cell = serializers.CharField(source="passage.cell", allow_null=True)
    says = serializers.CharField()
    owner = serializers.UUIDField(allow_null=True)
    added_at = serializers.DateTimeField()


class Overlap(serializers.Serializer):
    """`kind`: duplicate, number, date or duty; the older side first."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    first = OverlapSide()
    second = OverlapSide()
    likeness = serializers.FloatField()
    repeated = serializers.IntegerField()
    state = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    found_at = serializers.DateTimeField()


class BotSettings(serializers.Serializer):
    name = serializers.CharField()
    audience = serializers.CharField()
    greeting = serializers.CharField()
    purpose = serializers.CharField()
    suggested_questions = serializers.ListField(child=serializers.CharField())
    tone = serializers.CharField()
    instructions = serializers.CharField()
    base_ids = serializers.ListField(child=serializers.UUIDField())
    threshold = serializers.FloatField()
    passages = serializers.IntegerField()
    contact = serializers.CharField()
    route_id = serializers.UUIDField(allow_null=True)
    policy_id = serializers.UUIDField(allow_null=True)


class Bot(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    version = serializers.IntegerField()
    settings = BotSettings()
    published = serializers.BooleanField()
    paused = serializers.BooleanField()
    updated_at = serializers.DateTimeField()


class BotVersion(serializers.Serializer):
    version = serializers.IntegerField()
    settings = BotSettings()
    saved_at = serializers.DateTimeField()
    saved_by = serializers.CharField()
    note = serializers.CharField()
    changes = serializers.DictField()


class Conversation(serializers.Serializer):
    id = serializers.UUIDField()
    bot_slug = serializers.CharField()
    title = serializers.CharField()
    channel = serializers.CharField()
    turns = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class Notice(serializers.Serializer):
    id = serializers.UUIDField()
    purpose = serializers.CharField()
    language = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField()
    sha256 = serializers.CharField()
    published_at = serializers.DateTimeField()


class Decision(serializers.Serializer):
    """`notice` is what was shown; null for a bare withdrawal."""

    id = serializers.UUIDField()
    purpose = serializers.CharField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    channel = serializers.CharField()
    notice = Notice(allow_null=True)


class Consents(serializers.Serializer):
    """What a person decided, newest first, and the notices in force to ask about."""

    decisions = Decision(many=True)
    notices = Notice(many=True)


class Citation(serializers.Serializer):
    n = serializers.IntegerField()
    document = serializers.CharField()
    version = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)
    cell = serializers.CharField(allow_null=True)
    quote = serializers.CharField()
    url = serializers.CharField()


class StoredTurn(serializers.Serializer):
    id = serializers.UUIDField()
    asked_at = serializers.DateTimeField()
    question = serializers.CharField()
    answer = serializers.CharField()
    citations = Citation(many=True)
    outcome = serializers.CharField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]  # a field's name, not the base class's option
    aigc = serializers.DictField()
    erased = serializers.BooleanField()


class ConversationWithTurns(serializers.Serializer):
    info = Conversation()
    turns = StoredTurn(many=True)


class Choice(serializers.Serializer):
    """One answer to a question back: the label, sent as the next question of the conversation, is the reply."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of a field hides the serializer's own


class Known(serializers.Serializer):
    """Something that is known of who asks: `said` in this conversation, or `attested` by the caller."""

    attribute = serializers.CharField()
    value = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class Attribute(serializers.Serializer):
    """Something about a person on which rules depend. `values`: each with its names, the first of which is stored."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    label_en = serializers.CharField()
    values = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    may_ask = serializers.BooleanField()


class Answer(serializers.Serializer):
    """A finished turn. `label_text` must be shown wherever the answer is; `choices` are those of the outcome `clarify`."""

    turn_id = serializers.UUIDField()
    conversation_id = serializers.UUIDField()
    outcome = serializers.CharField()
    answer = serializers.CharField()
    citations = Citation(many=True)
    label_text = serializers.CharField()
    aigc = serializers.DictField(child=serializers.CharField())
    finish = serializers.CharField()
    choices = Choice(many=True)
    known = Known(many=True)


def listing(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The page of `item`s, by the same shape for every list."""
    fields = {
        "items": item(many=True),
        "has_more": serializers.BooleanField(),
        "next_cursor": serializers.CharField(allow_null=True),
    }
    return type(f"{item.__name__}Page", (serializers.Serializer,), fields)


class Found(listing(Passage)):  # type: ignore[misc]  # made at run time
    """What a search found, and how many passages the policy kept back."""

    withheld = serializers.IntegerField()
