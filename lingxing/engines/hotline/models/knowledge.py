"""The knowledge base."""

from django.db import models


class Article(models.Model):
    """A question that is often asked. What it says stands in its versions; the last one counts."""

    package = models.CharField(max_length=100)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    """The unit that answers for what it says."""
    topic = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    public = models.BooleanField(default=True)
    versions = models.IntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    review_on = models.DateField()
    """When the unit looks again whether it is still right."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["package", "review_on"], name="article_by_review"),)

    def __str__(self) -> str:
        return self.title


class ArticleVersion(models.Model):
    """What an article said, from when on, and who wrote it. Never changed."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts")
    sequence = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    """What it rests on, in words, where the library does not hold it."""
    document = models.CharField(max_length=120, blank=True, default="")
    """Key of the document of the library that it rests on."""
    unit = models.CharField(max_length=200, blank=True, default="")
    """The article's unit in that document as it stood when this was written; empty for the whole of it."""
    place = models.CharField(max_length=100, blank=True, default="")
    """The article as it was named: 第二十条（一）."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    review_on = models.DateField()
    change = models.CharField(max_length=300, blank=True)
    """Why it was written anew."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "sequence"], name="article_version_once"),)

    def __str__(self) -> str:
        return f"{self.article_id} v{self.sequence}"


class ArticleWord(models.Model):
    """A pair of characters of an article's present text; ten for the title, one for the text."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=64)
    weight = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "word"], name="article_word_once"),)
        indexes = (models.Index(fields=["word", "article", "weight"], name="article_by_word"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.word}"
