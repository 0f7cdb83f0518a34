"""The tables of the knowledge base. What search reads stands apart from what people read: it is large and rebuilt."""

from secrets import randbelow

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pgvector.django import HalfVectorField, SparseVectorField

from kit.models import TenantModel
from knowledge.terms import SPACE

SALTS = 1 << 30
PAIR = "pair"
FILE = "file"
"""The kind of a pair's document and passage, and the format of its versions."""
DIRECT = 0.9
"""Until a tenant tunes it: measured on five sets of question pairs, see docs/decisions."""
SEEN = ("allow", "mask")
"""Verdicts of the document policy with which a passage may be found."""


def new_salt() -> int:
    """A number that mixes a base's terms in the index which all bases share."""
    return randbelow(SALTS)


class Base(TenantModel):
    """A collection of documents with one sensitivity and one access list."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    sensitivity = models.CharField(max_length=12, default="internal")
    language = models.CharField(max_length=10, default="zh-hans")
    groups = ArrayField(models.UUIDField(), default=list)
    # From this likeness of a question to a pair's phrasing on, 0–1, the pair's answer is given as it stands.
    direct_threshold = models.FloatField(default=DIRECT)
    salt = models.IntegerField(default=new_salt)
    # Of the passages that search sees; `terms` is their total length, for the mean.
    live_passages = models.IntegerField(default=0)
    live_vectors = models.IntegerField(default=0)
    live_terms = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "slug"], name="base_slug_once"),
            models.CheckConstraint(
                condition=models.Q(sensitivity__in=("public", "internal", "confidential")),
                name="base_sensitivity_known",
            ),
        ]


class Document(TenantModel):
    """A document by its name; what it says is in its versions."""

    base = models.ForeignKey(Base, models.CASCADE, db_constraint=False, related_name="documents")
    name = models.CharField(max_length=255)
    # 'file' or 'pair': a pair is kept like a document, so that access, validity, versions and screening are the same.
    kind = models.CharField(max_length=8, default="file")
    added_by = models.CharField(max_length=80)
    versions_made = models.IntegerField(default=0)
    # The member who answers for it; a plain id, since the table belongs to another app.
    owner = models.UUIDField(null=True)
    review_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    tags = ArrayField(models.CharField(max_length=60), default=list)
    # Who may read it, among those who may read its base; empty: all of them.
    groups = ArrayField(models.UUIDField(), default=list)
    # To whom it applies: the values that each attribute may have; see types.Audience.
    audience = models.JSONField(default=dict)
    # To whom its sections apply, by heading path, whatever the version; and the suggestions that somebody declined.
    sections = models.JSONField(default=dict, db_default={})
    declined = models.JSONField(default=list, db_default=[])
    # As detected in the version that was read last.
    language = models.CharField(max_length=8, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["tenant_id", "base", "-created_at"], name="document_of_base")]


class DocumentVersion(TenantModel):
    """One file of a document on its way through ingestion. Search sees it only when its state is ready."""

    document = models.ForeignKey(Document, models.CASCADE, db_constraint=False, related_name="versions")
    number = models.IntegerField()
    # Of the versions in force at a moment the one of the highest rank is used, then of the highest number. Going back
    # to a version gives it a rank above the others, and what is uploaded later starts at that rank.
    rank = models.IntegerField(default=0)
    added_by = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, default="working")
    stage = models.CharField(max_length=10, default="received")
    timeline = models.JSONField(default=list)
    error = models.CharField(max_length=40, blank=True)
    error_details = models.JSONField(default=dict)
    file = models.CharField(max_length=120)
    file_name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=20, blank=True)
    pages = models.IntegerField(null=True)
    notes = models.JSONField(default=list)
    # How well the file was read: `parsed.Report` as plain data, and while pages are recognised how many are done.
    quality = models.JSONField(default=dict, db_default={})
    passage_count = models.IntegerField(default=0)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    # Whether the rows of this version are in the search index, whatever their validity is today.
    live = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("working", "ready", "failed")), name="version_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_from__lt=models.F("valid_until")),
                name="version_validity_forward",
            ),
        ]


class Passage(TenantModel):
    """A stretch of a version's text, with its place. Never changed once its version is ready, only switched."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, db_constraint=False, related_name="passages")
    ordinal = models.IntegerField()
    text = models.TextField()
    path = models.TextField(blank=True)
    page = models.IntegerField(null=True)
    box = ArrayField(models.FloatField(), size=4, null=True)
    sheet = models.CharField(max_length=255, null=True)
    cell = models.CharField(max_length=300, null=True)
    # [character of `text`, cell] for each cell of a sheet's rows, so that a citation can name the one it quotes.
    cells = models.JSONField(default=list, db_default=[])
    switched_on = models.BooleanField(default=True)
    # '' until screened; then the action of the document policy, with the versions that it was screened with.
    verdict = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=80, blank=True)
    screened_with = models.CharField(max_length=200, blank=True)
    # 'text' or 'pair': a stretch of the file, or a question with its approved answer.
    kind = models.CharField(max_length=8, default="text")
    # To whom this section applies, which narrows the document's audience.
    audience = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "version", "ordinal"], name="passage_ordinal_once"),
        ]
        indexes = [models.Index(fields=["tenant_id", "version", "page"], name="passage_of_page")]


class PassageTerms(TenantModel):
    """The lexical side of a passage, under the passage's own id. `keys` are its terms mixed with the base's salt, for
    the index that finds candidates; `weights` are their BM25 weights, which rank them."""

    passage = models.ForeignKey(Passage, models.CASCADE, db_constraint=False, related_name="+")
    base_id = models.UUIDField()
    version_id = models.UUIDField()
    live = models.BooleanField(default=False)
    length = models.IntegerField()
    keys = ArrayField(models.IntegerField())
    weights = SparseVectorField(dimensions=SPACE)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["tenant_id", "version_id"], name="terms_of_version"),
            models.Index(fields=["tenant_id", "base_id"], condition=models.Q(live=True), name="terms_of_base"),
        ]


class PassageVector(TenantModel):
    """The meaning of one part of a passage in one space (model, dimensions, analyser version)."""

    passage = models.ForeignKey(Passage, models.CASCADE, db_constraint=False, related_name="+")
    base_id = models.UUIDField()
    version_id = models.UUIDField()
    live = models.BooleanField(default=False)
    space = models.CharField(max_length=60)
    part = models.SmallIntegerField()
    vector = HalfVectorField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "space", "passage", "part"], name="vector_part_once"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "version_id"], name="vectors_of_version"),
            models.Index(
                fields=["tenant_id", "base_id", "space"], condition=models.Q(live=True), name="vectors_of_base"
            ),
        ]


class GlossaryEntry(TenantModel):
    """Words of a tenant's own that mean the same, and what they mean. Search asks for all of them when one is said."""

    term = models.CharField(max_length=60)
    words = ArrayField(models.CharField(max_length=60), default=list)
    meaning = models.CharField(max_length=500, blank=True)
    # `term` and `words` as search compares them.
    folded = ArrayField(models.CharField(max_length=120), default=list)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant_id", "term"], name="glossary_term_once")]


class TermCount(TenantModel):
    """In how many live passages of a base a term occurs. The id is made of base and term, so that the key finds it."""

    base = models.ForeignKey(Base, models.CASCADE, db_constraint=False, related_name="+")
    passages = models.IntegerField()


class Pair(TenantModel):
    """A question in several phrasings with its prepared answer. What it says is in the versions of its document: the
    phrasings and one passage each. Only an approved pair becomes ready."""

    document = models.ForeignKey(Document, models.CASCADE, db_constraint=False, related_name="pairs")
    # The newest; what search sees is the newest ready one.
    version = models.ForeignKey(DocumentVersion, models.CASCADE, db_constraint=False, related_name="+")
    state = models.CharField(max_length=8, default="draft")
    owner = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    # What wrote the draft; empty where a person did.
    drafted_by = models.CharField(max_length=120, blank=True)
    # The passages that the answer rests on; see types.PairSource.
    sources = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document"], name="pair_document_once"),
            models.CheckConstraint(condition=models.Q(state__in=("draft", "approved")), name="pair_state_known"),
        ]


class PairPhrasing(TenantModel):
    """One way to ask what a pair answers. Its vector is the part of the passage with the same number."""

    passage = models.ForeignKey(Passage, models.CASCADE, db_constraint=False, related_name="phrasings")
    base_id = models.UUIDField()
    ordinal = models.SmallIntegerField()
    text = models.TextField()
    # As it is compared, to find the same question again.
    folded = models.CharField(max_length=500)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "passage", "ordinal"], name="phrasing_ordinal_once"),
        ]
        indexes = [models.Index(fields=["tenant_id", "base_id", "folded"], name="phrasing_of_base")]


class PairImport(TenantModel):
    """A sheet of pairs that was read and waits for its confirmation."""

    base = models.ForeignKey(Base, models.CASCADE, db_constraint=False, related_name="+")
    name = models.CharField(max_length=255)
    by = models.CharField(max_length=80)
    rows = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["tenant_id", "base"], name="pair_import_of_base")]


class Overlap(TenantModel):
    """Two documents that say the same, or two passages that disagree, with what an editor decided about it."""

    first = models.ForeignKey(Passage, models.CASCADE, db_constraint=False, related_name="+")
    second = models.ForeignKey(Passage, models.CASCADE, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=10)
    first_says = models.TextField()
    second_says = models.TextField()
    likeness = models.FloatField()
    # Of a duplicate: which passages repeat which, as pairs of ids; a conflict is about its own two.
    repeated = models.JSONField(default=list)
    # Of both texts, so that a decision about them is found again when a new version says the same.
    texts = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="open")
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    # What the decision changed and how it was before, so that it can be taken back.
    undo = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "first", "second"], name="overlap_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("duplicate", "number", "date", "duty")), name="overlap_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "kept", "superseded", "scoped")), name="overlap_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "state"], name="overlap_state"),
            models.Index(fields=["tenant_id", "texts"], name="overlap_texts"),
            models.Index(fields=["tenant_id", "first"], name="overlap_first"),
            models.Index(fields=["tenant_id", "second"], name="overlap_second"),
        ]


class WebSource(TenantModel):
    """A list of addresses, or a sitemap, whose pages are documents of a base."""

    base = models.ForeignKey(Base, models.CASCADE, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=8)
    # Of a sitemap, or of the first page of a list.
    address = models.CharField(max_length=2000)
    every = models.CharField(max_length=8, default="weekly")
    added_by = models.CharField(max_length=80)
    # A reading is going on while it began later than the last one ended.
    began_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    problem_details = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=("list", "sitemap")), name="web_source_kind_known"),
            models.CheckConstraint(
                condition=models.Q(every__in=("off", "daily", "weekly")), name="web_source_every_known"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "base"], name="web_source_of_base"),
            models.Index(fields=["tenant_id", "due_at"], name="web_source_due"),
        ]


class WebPage(TenantModel):
    """One address of a source, and the document that it became."""

    source = models.ForeignKey(WebSource, models.CASCADE, db_constraint=False, related_name="pages")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, db_constraint=False, related_name="+")
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, default="waiting")
    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=80, blank=True)
    # Of the text that was read, so that a page whose advertisements change does not.
    digest = models.CharField(max_length=64, blank=True)
    # How many times in a row it was not there.
    misses = models.SmallIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    problem_details = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "source", "address"], name="web_page_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "ready", "failed", "gone", "removed")),
                name="web_page_state_known",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "document"], name="web_page_of_document")]
