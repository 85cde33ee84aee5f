"""Tables of the library. What a document says lives in `DocumentVersion.content`; the other rows serve queries."""

from django.db import models

from lingxing.engines.documents.domain.identity import gazette_label


class Gazette(models.Model):
    """A gazette as it came in; `source` holds its raw lines as JSON, `outside` the findings outside any document."""

    city = models.CharField(max_length=100, db_index=True)
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True)
    issue = models.CharField(max_length=100)
    serial = models.CharField(max_length=100)
    published = models.CharField(max_length=20)
    source_name = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    outside = models.TextField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return gazette_label(self.name, self.city, self.year, self.issue)

    @property
    def issue_key(self) -> tuple[str, int | None, str, str]:
        """Return what two files of one issue have in common."""
        return (self.city, self.year, self.issue, self.serial)


class Document(models.Model):
    """A document under one address for ever; the columns repeat its current version with corrections applied."""

    key = models.CharField(max_length=120, unique=True)
    city = models.CharField(max_length=100)
    title = models.TextField()
    number = models.CharField(max_length=100)
    issuer = models.CharField(max_length=300)
    kind = models.CharField(max_length=50)
    signed_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    newest_by = models.DateField()
    current = models.ForeignKey("DocumentVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-newest_by", "-id")
        indexes = (
            models.Index(fields=("-newest_by", "-id"), name="document_newest"),
            models.Index(fields=("city", "-newest_by"), name="document_city"),
            models.Index(fields=("number",), name="document_number"),
        )

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """A text of a document. `digest` covers the words and not the line numbers; `content` is the text as read."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    sequence = models.PositiveIntegerField()
    gazette = models.ForeignKey(Gazette, models.PROTECT, related_name="versions")
    index = models.PositiveIntegerField()
    signed_on = models.DateField(null=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    changed_units = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ("document", "sequence")
        constraints = (models.UniqueConstraint(fields=("document", "sequence"), name="one_version_per_sequence"),)

    def __str__(self) -> str:
        return f"{self.document_id}/{self.sequence}"


class DocumentName(models.Model):
    """A name under which other documents refer to this one: its number's slug, or a title without its marks."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="names")
    name = models.CharField(max_length=300, db_index=True)
    is_number = models.BooleanField()

    def __str__(self) -> str:
        return self.name


class StatusSpan(models.Model):
    """Days (both bounds included) on which a document's standing stays the same, computed from its facts."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="spans")
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=20)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    revise_by = models.DateField(null=True)
    ordered_by = models.CharField(max_length=120)
    ordered_where = models.TextField()
    order_kind = models.CharField(max_length=20)

    class Meta:
        indexes = (models.Index(fields=("document", "first_day"), name="span_document"),)

    def __str__(self) -> str:
        return f"{self.state} {self.first_day}–{self.last_day}"


class UnitRow(models.Model):
    """A unit of the current text, in reading order; `position` 0 is the document's title and number.

    The key is told by document and position (see `search.rows`).
    """

    id = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(Document, models.CASCADE, related_name="unit_rows")
    unit_id = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    citation = models.TextField()
    heading = models.TextField()
    text = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("document", "unit_id"), name="unit_document"),)

    def __str__(self) -> str:
        return self.citation


class TaskRow(models.Model):
    """A task of the current text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="task_rows")
    task_id = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    unit_id = models.CharField(max_length=200)
    place = models.TextField()
    text = models.TextField()
    deadline_kind = models.CharField(max_length=20)
    deadline_text = models.TextField()
    due_on = models.DateField(null=True, db_index=True)

    class Meta:
        indexes = (models.Index(fields=("document", "position"), name="task_document"),)

    def __str__(self) -> str:
        return f"{self.document_id}/{self.task_id}"


class TaskUnit(models.Model):
    """A unit that a task names; `organ` is null where the printed name could not be resolved."""

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        RESPONSIBLE = "responsible", "责任"
        SUPPORTING = "supporting", "配合"

    task = models.ForeignKey(TaskRow, models.CASCADE, related_name="units")
    position = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=Role.choices)
    printed = models.TextField()
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("task", "position")

    def __str__(self) -> str:
        return self.printed


class RelationRow(models.Model):
    """What a document does to another; `target` is set once a document of that number or title is in the library.

    `lapses` says that the document threatens an unrevised text with lapsing.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="relations_out")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    title = models.TextField()
    number = models.CharField(max_length=100)
    target_title = models.CharField(max_length=300, db_index=True)
    target_number = models.CharField(max_length=120, db_index=True)
    target = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="relations_in")
    where = models.TextField()
    unit_id = models.CharField(max_length=200)
    printed = models.TextField()
    effective_on = models.DateField(null=True)
    deadline = models.DateField(null=True)
    lapses = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.number or self.title}"


class ProblemRow(models.Model):
    """Something for a person to decide. `fingerprint` finds the same problem again after a re-import."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        RESOLVED = "resolved", "已处理"
        GONE = "gone", "已消失"

    gazette = models.ForeignKey(Gazette, models.PROTECT, related_name="problems")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="problems")
    kind = models.CharField(max_length=30)
    message = models.TextField()
    excerpt = models.TextField()
    line = models.PositiveIntegerField(null=True)
    unit_id = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, db_index=True)
    note = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.message


class CorrectionAct(models.Model):
    """An editor's act on one value of a document; acts are only ever added, the last one on a path stands."""

    class Kind(models.TextChoices):
        CORRECT = "correct", "更正"
        CONFIRM = "confirm", "确认"
        WITHDRAW = "withdraw", "撤回"

    document = models.ForeignKey(Document, models.CASCADE, related_name="correction_acts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    path = models.CharField(max_length=400)
    value = models.TextField()
    source_value = models.TextField()
    reason = models.TextField()
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.document_id} {self.path}"
