"""Who signs in. Nothing about refugees, nothing about volunteers: only accounts."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from portal.models.audit import AuditEvent

IDLE = timedelta(days=90)  # an account that nobody used for longer is closed until somebody invites anew


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Without a password the account cannot sign in until one is issued."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        AuditEvent.objects.create(kind=AuditEvent.Kind.RIGHTS, account=user, what="alle Rechte")
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """The address in any spelling of capitals: people do not remember which."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        "E-Mail-Adresse", unique=True,
        help_text="Damit meldet sich die Person an; dorthin geht die Einladung.",
    )  # fmt: skip
    name = models.CharField(
        "Name", max_length=150, help_text="So steht die Person bei Freigaben und im Änderungsverlauf."
    )
    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Organisation", null=True, blank=True,
        related_name="users",
        help_text="Bei Trägern: für wen diese Person meldet. Sie sieht nur deren Unterkünfte.",
    )  # fmt: skip
    is_active = models.BooleanField(
        "aktiv", default=True,
        help_text="Ohne Haken kann sich niemand mehr mit diesem Konto anmelden; es bleibt im Verlauf "
        "erhalten.",
    )  # fmt: skip
    is_staff = models.BooleanField("darf in die Verwaltung", default=False)
    expires_on = models.DateField(
        "gilt bis", null=True, blank=True,
        help_text="Letzter Tag, zum Beispiel das Ende der Wahlperiode. Leer: unbefristet.",
    )  # fmt: skip
    date_joined = models.DateTimeField("angelegt am", auto_now_add=True)
    invited_at = models.DateTimeField("zuletzt eingeladen am", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_once",
                violation_error_message="Zu dieser Adresse gibt es schon ein Konto.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def last_sign_of_life(self) -> datetime:
        return max(filter(None, (self.date_joined, self.invited_at, self.last_login)))

    @property
    def over(self) -> bool:
        """Whether the account's time is up: by its date, or since nobody used it for 90 days."""
        today = timezone.localdate()
        expired = self.expires_on is not None and self.expires_on < today
        return expired or today - timezone.localdate(self.last_sign_of_life) > IDLE

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
