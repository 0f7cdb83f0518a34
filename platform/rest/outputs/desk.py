"""What callers get of ratings, clusters and figures."""

from rest_framework import serializers


class Rating(serializers.Serializer):
    turn_id = serializers.UUIDField()
    verdict = serializers.CharField()
    reason = serializers.CharField()
    comment = serializers.CharField()
    at = serializers.DateTimeField()


class Cluster(serializers.Serializer):
    """Questions that ask the same of one bot; `causes` counts why they stand here."""

    id = serializers.UUIDField()
    bot_slug = serializers.CharField()
    wording = serializers.CharField()
    state = serializers.CharField()
    asks = serializers.IntegerField()
    people = serializers.IntegerField()
    wishes = serializers.IntegerField()
    causes = serializers.DictField(child=serializers.IntegerField())
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class Asked(serializers.Serializer):
    turn_id = serializers.UUIDField()
    question = serializers.CharField()
    causes = serializers.ListField(child=serializers.CharField())
    at = serializers.DateTimeField()


class ClusterWithAsked(serializers.Serializer):
    info = Cluster()
    asked = Asked(many=True)
    answer = serializers.CharField()
    outcome = serializers.CharField()
    label_text = serializers.CharField(source="label")


class Share(serializers.Serializer):
    day = serializers.DateField()
    asked = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    share = serializers.FloatField()


class DocumentHits(serializers.Serializer):
    document_id = serializers.UUIDField()
    base_id = serializers.UUIDField()
    name = serializers.CharField()
    found = serializers.IntegerField()
    cited = serializers.IntegerField()
    last_on = serializers.DateField(allow_null=True)


class PassageHits(serializers.Serializer):
    passage_id = serializers.UUIDField()
    document_id = serializers.UUIDField()
    found = serializers.IntegerField()
    cited = serializers.IntegerField()


class Figures(serializers.Serializer):
    """`never` are the documents that no question of the period found."""

    first = serializers.DateField()
    last = serializers.DateField()
    asked = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    good = serializers.IntegerField()
    bad = serializers.IntegerField()
    reasons = serializers.DictField(child=serializers.IntegerField())
    shares = Share(many=True)
    documents = DocumentHits(many=True)
    never = DocumentHits(many=True)
    passages = PassageHits(many=True)
