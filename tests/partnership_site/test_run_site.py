"""`manage.py run_site` in front of a database that cannot be used: a sentence and exit code 1, never a traceback."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run_site(database_url, *arguments):
    environment = os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "partnership_site.settings.dev"}
    command = [sys.executable, "manage.py", "run_site", *(arguments or ["--prepare-only"])]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def assert_refused(done, words):
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def make_tables(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_file_that_is_no_database_is_said(tmp_path):
    path = tmp_path / "letter.sqlite3"
    path.write_text("Dear Madam or Sir, " * 500, encoding="utf-8")

    assert_refused(run_site(f"sqlite:///{path}"), "file is not a database")


def test_folder_that_does_not_exist_is_said(tmp_path):
    assert_refused(run_site(f"sqlite:///{tmp_path}/nowhere/site.sqlite3"), "unable to open database file")


def test_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "shop.sqlite3"
    make_tables(path, "CREATE TABLE orders (id integer)")

    assert_refused(run_site(f"sqlite:///{path}"), "holds tables of another program")


def test_database_of_another_django_site_is_left_alone(tmp_path):
    path = tmp_path / "shop.sqlite3"
    make_tables(
        path,
        "CREATE TABLE django_migrations (id integer primary key, app text, name text, applied text)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '0001_initial', '2026-01-01')",
    )

    assert_refused(run_site(f"sqlite:///{path}"), "holds tables of another program")


def test_starting_over_does_not_touch_a_database_of_another_program(tmp_path):
    path = tmp_path / "shop.sqlite3"
    make_tables(path, "CREATE TABLE orders (id integer)", "INSERT INTO orders VALUES (7)")

    done = run_site(f"sqlite:///{path}", "--start-over", "--prepare-only")

    assert_refused(done, "holds tables of another program")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT id FROM orders").fetchall() == [(7,)]


def test_database_of_a_newer_version_is_said(tmp_path):
    path = tmp_path / "newer.sqlite3"
    make_tables(
        path,
        "CREATE TABLE django_migrations (id integer primary key, app text, name text, applied text)",
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('partnership_resources', '9999_far_ahead', '2026-01-01')",
    )

    assert_refused(run_site(f"sqlite:///{path}"), "was made by a newer version of this project")


def test_half_made_database_is_said_with_the_way_out(tmp_path):
    path = tmp_path / "half.sqlite3"
    make_tables(
        path,
        "CREATE TABLE django_migrations (id integer primary key, app text, name text, applied text)",
        "CREATE TABLE django_content_type (broken integer)",
    )

    done = run_site(f"sqlite:///{path}")

    assert_refused(done, "If it is half-made, `make demo-reset`")


def test_postgresql_that_does_not_answer_is_said_without_the_password():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

        done = run_site(f"postgres://someone:secret-word@127.0.0.1:{port}/partnership")

    assert_refused(done, f"The database partnership at 127.0.0.1:{port} cannot be used")
    assert "secret-word" not in done.stdout + done.stderr
