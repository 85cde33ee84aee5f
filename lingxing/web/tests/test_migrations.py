"""The migrations lead to the models, of which a new installation is made at once."""

import json
import subprocess
import sys

from tests.tables import tables


def output_of(environment, *arguments):
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_no_model_has_changed_without_a_migration(installation):
    output_of(installation, "django", "makemigrations", "--check", "--dry-run")


def test_the_steps_lead_where_a_new_installation_begins(installation, migrated, db):
    """Who has data goes by the steps, who begins has all at once, and the tests work on tables without the guards."""
    output_of(installation, "django", "migrate")
    stepped, begun = (json.loads(output_of(one, "tests.tables")) for one in (installation, migrated))
    assert [one for one in stepped["definitions"] if one not in begun["definitions"]] == []
    assert [one for one in begun["definitions"] if one not in stepped["definitions"]] == []
    assert sorted(stepped["tables"]) == sorted(begun["tables"])
    assert ours(stepped["tables"]) == ours(begun["tables"])
    tested = json.loads(json.dumps(tables()))
    assert ours({name: begun["tables"][name] for name in tested}) == ours(tested)


def ours(made):
    """Return all but Django's own tables, whose steps make some numbers longer than their models say."""
    return {name: held for name, held in made.items() if not name.startswith(("auth_", "django_"))}


def test_a_new_installation_counts_every_step_as_taken_and_begins_once(migrated):
    assert "已是最新" in output_of(migrated, "lingxing", "migrate")
    output_of(migrated, "django", "migrate", "--check")
