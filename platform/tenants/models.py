"""Tables of tenants, people, memberships, groups, invitations and keys. Private to this app."""

from typing import Any, ClassVar, get_args

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from kit import clock
from kit.ids import encode_id, new_id
from kit.models import TenantModel
from tenants.types import PERMISSIONS, PLATFORM_ROLES, ROLES, ServiceMode

NAME_LENGTH = 120
DIGEST_LENGTH = 64


class Tenant(models.Model):
    """A company. Not a tenant table: its own row policy shows it to itself and to its members."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    zone = models.CharField(max_length=60, default="Asia/Shanghai")
    language = models.CharField(max_length=10, default="zh-hans")
    region = models.CharField(max_length=10, default="cn")
    service_mode = models.CharField(max_length=1, default="A")
    legal_entity = models.CharField(max_length=200, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    product_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    icp_number = models.CharField(max_length=60, blank=True)
    app_code = models.CharField(max_length=4, default="0001")
    contact_email = models.EmailField(blank=True)
    mfa_roles = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    password_days = models.PositiveIntegerField(default=0)
    suspended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service_mode__in=get_args(ServiceMode)), name="tenant_service_mode"
            ),
            models.CheckConstraint(condition=models.Q(mfa_roles__contained_by=list(ROLES)), name="tenant_mfa_roles"),
        ]

    @property
    def public_id(self) -> str:
        return encode_id(self.id)


class UserManager(BaseUserManager["User"]):
    """People are found by e-mail, in any spelling of its letters."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person. Without a password he can only come in by resetting it."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, once for the whole platform; what he may do hangs on his memberships."""

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    language = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    platform_role = models.CharField(max_length=10, blank=True)
    password_changed_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email"),
            # One column holds one role: the three administrations can't meet in one person.
            models.CheckConstraint(
                condition=models.Q(platform_role__in=["", *PLATFORM_ROLES]), name="user_platform_role"
            ),
        ]

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.password_changed_at = clock.now()


class Membership(TenantModel):
    """A person in a tenant, with roles there."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=30))
    attributes = models.JSONField(default=dict, db_default={})
    suspended_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    # Before a tenant is chosen, the row policy alone picks the rows of the person in scope.
    of_the_user: Any = models.Manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=list(ROLES)) & models.Q(roles__len__gt=0),
                name="membership_roles",
            ),
        ]


class Group(TenantModel):
    """A department, for access lists."""

    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", Lower("name"), name="group_name")]


class GroupMember(TenantModel):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, db_constraint=False, related_name="links")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, db_constraint=False, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "group", "member"], name="group_member_once")]


class Attribute(TenantModel):
    """Something about people on which rules depend, with the values that it may have; each a list of names."""

    name = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    label_en = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=list)
    may_ask = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "name"], name="attribute_name")]


class Invitation(TenantModel):
    """A link that was mailed. Only the digest of its token is kept."""

    email = models.EmailField(max_length=254)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    roles = ArrayField(models.CharField(max_length=30))
    groups = ArrayField(models.UUIDField(), default=list)
    invited_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "digest"], name="invitation_digest"),
            models.CheckConstraint(condition=models.Q(roles__contained_by=list(ROLES)), name="invitation_roles"),
        ]


class ApiKey(TenantModel):
    """A key of another system. Only the digest of its secret is kept."""

    name = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    hint = models.CharField(max_length=8)
    scopes = ArrayField(models.CharField(max_length=40))
    legal_basis = models.CharField(max_length=200)
    networks = ArrayField(models.CharField(max_length=49), default=list)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "digest"], name="api_key_digest"),
            models.CheckConstraint(condition=models.Q(scopes__contained_by=sorted(PERMISSIONS)), name="api_key_scopes"),
        ]
