"""A kafka:// URL says everything, holds no secret, and is refused in one sentence if wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.eventlog.kafka_settings import OPTIONS, KafkaSettings, kafka_settings
from shared.eventlog.port import UnknownLog


def test_every_broker_that_is_named_is_known() -> None:
    assert kafka_settings("kafka://a:9092,b:9093").brokers == ("a:9092", "b:9093")


def test_without_options_three_brokers_keep_everything_in_the_clear() -> None:
    settings = kafka_settings("kafka://a:9092")

    assert settings == KafkaSettings(brokers=("a:9092",), replicas=3)
    assert settings.security == "PLAINTEXT"


@pytest.mark.parametrize(
    ("query", "security"),
    [
        ("tls=true", "SSL"),
        ("tls=false", "PLAINTEXT"),
        ("user=u&password_file=/p", "SASL_PLAINTEXT"),
        ("tls=true&user=u&password_file=/p", "SASL_SSL"),
    ],
)
def test_encryption_and_signing_in_are_chosen_apart(query: str, security: str) -> None:
    assert kafka_settings(f"kafka://a:1?{query}").security == security


def test_files_of_certificates_are_passed_on() -> None:
    settings = kafka_settings("kafka://a:1?tls=true&ca_file=/c&certificate_file=/d&key_file=/k")

    assert (settings.ca_file, settings.certificate_file, settings.key_file) == ("/c", "/d", "/k")


def test_the_password_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")

    settings = kafka_settings(f"kafka://a:1?user=u&password_file={tmp_path}/secret")

    assert settings.password() == "hush"
    assert "hush" not in repr(settings)


def test_a_password_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = kafka_settings(f"kafka://a:1?user=u&password_file={tmp_path}/none")

    with pytest.raises(UnknownLog, match="password_file cannot be read"):
        settings.password()


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("kafka://", "kafka://host:port"),
        ("kafka://user:secret@a:1", "kafka://host:port"),
        ("kafka://a:1/topic", "kafka://host:port"),
        ("kafka://a:1?password=x", "no option 'password'"),
        ("kafka://a:1?replicas=0", "replicas must be a number above 0"),
        ("kafka://a:1?session_seconds=soon", "session_seconds must be a number"),
        ("kafka://a:1?tls=maybe", "tls must be one of"),
        ("kafka://a:1?mechanism=GSSAPI", "mechanism must be one of"),
        ("kafka://a:1?user=u", "go together"),
    ],
)
def test_what_it_cannot_mean_is_refused_in_one_sentence(url: str, complaint: str) -> None:
    with pytest.raises(UnknownLog, match=complaint) as refused:
        kafka_settings(url)

    assert str(refused.value).count(".") == 1
    assert "secret" not in str(refused.value)


def test_every_option_is_documented() -> None:
    import shared.eventlog.kafka_settings as module

    assert [name for name in OPTIONS if f"`{name}`" not in str(module.__doc__)] == []
