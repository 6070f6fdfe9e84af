"""The first account of a new installation, which sets up everything else."""

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.platform import clock
from yakuba.platform.audit.services import record
from yakuba.platform.office.models import Account, Assignment, Person, Post
from yakuba.platform.office.passwords import Slip, new_password
from yakuba.platform.office.rights import Role

LOGIN_NAME = "admin"


@transaction.atomic
def first_administrator() -> Slip | None:
    """Return the slip of a new administrator, None if the installation has an account already."""
    if Account.objects.exists():
        return None
    password = new_password()
    account = Account.objects.create_user(LOGIN_NAME, password, must_change_password=True)
    person = Person(name=_("設定する人"), account=account)
    person.save()
    post = Post(title=_("設定者"), roles=[Role.ADMINISTRATOR])
    post.save()
    Assignment(person=person, post=post, valid_from=clock.today()).save()
    record("account.first", account=account, thing=person)
    return Slip(person.name, account.login_name, password)
