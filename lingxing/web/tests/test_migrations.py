"""The migrations lead to the models: tests work on tables of the models, installations on those of the migrations."""

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


def test_an_installation_has_the_tables_that_the_tests_have(migrated, db):
    made = json.loads(output_of(migrated, "tests.tables"))
    modelled = json.loads(json.dumps(tables()))
    assert sorted(made) == sorted({*modelled, "django_migrations"})
    ours = {name for name in modelled if not name.startswith(("auth_", "django_"))}
    assert [name for name in sorted(ours) if made[name] != modelled[name]] == []
