"""Question-and-answer pairs as callers see them."""

from rest_framework import serializers


class PairSource(serializers.Serializer):
    document_id = serializers.UUIDField()
    version_id = serializers.UUIDField()
    passage_id = serializers.UUIDField()
    document = serializers.CharField()
    version = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)


class Pair(serializers.Serializer):
    id = serializers.UUIDField()
    base_id = serializers.UUIDField()
    document_id = serializers.UUIDField()
    version = serializers.IntegerField()
    questions = serializers.ListField(child=serializers.CharField())
    answer = serializers.CharField()
    state = serializers.CharField()
    ready = serializers.BooleanField()
    live = serializers.BooleanField()
    withheld = serializers.CharField()
    problem = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    audience = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    valid_from = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateTimeField(allow_null=True)
    owner = serializers.CharField()
    approved_by = serializers.CharField()
    approved_at = serializers.DateTimeField(allow_null=True)
    drafted_by = serializers.CharField()
    sources = PairSource(many=True)
    created_at = serializers.DateTimeField()
    saved_at = serializers.DateTimeField()


class PairRow(serializers.Serializer):
    number = serializers.IntegerField()
    questions = serializers.ListField(child=serializers.CharField())
    problems = serializers.ListField(child=serializers.CharField())
    known = serializers.UUIDField(allow_null=True)


class PairPreview(serializers.Serializer):
    """`bad` are the rows with errors, `known` those whose question is answered already."""

    id = serializers.UUIDField()
    base_id = serializers.UUIDField()
    name = serializers.CharField()
    new = serializers.IntegerField()
    bad = PairRow(many=True)
    known = PairRow(many=True)


class PairsTaken(serializers.Serializer):
    added = serializers.IntegerField()
    replaced = serializers.IntegerField()
    kept = serializers.IntegerField()
