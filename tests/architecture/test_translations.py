"""Every screen text has its English; none is fuzzy or out of date."""

import re

from babel.messages.catalog import Message

from yakuba.site import messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")


def test_every_text_of_the_code_has_its_english():
    stored = messages.stored()

    missing = []
    for message in messages.extract():
        known = stored.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not messages.is_translated(known)):
            missing.append(message.id)

    assert missing == []


def test_no_text_without_use_is_kept():
    used = {(message.id, message.context) for message in messages.extract()}

    unused = [m.id for m in messages.stored() if m.id and (m.id, m.context) not in used]

    assert unused == []


def test_translations_keep_their_placeholders():
    wrong = []
    for message in messages.stored():
        if not messages.is_translated(message) or not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        wrong += [text for text in strings if set(PLACEHOLDER.findall(text)) != wanted]

    assert wrong == []


def test_fuzzy_or_empty_translations_do_not_count():
    assert not messages.is_translated(Message("町", "Town", flags={"fuzzy"}))
    assert not messages.is_translated(Message("町", ""))
    assert not messages.is_translated(Message(("町", "町"), ("Town", "")))
    assert messages.is_translated(Message("町", "Town"))
