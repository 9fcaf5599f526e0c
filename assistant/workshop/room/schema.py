"""The tables of the room book."""

from __future__ import annotations

import sqlite3

VERSION = 1
SESSION_COLUMNS = (
    "code, key, lesson_id, warnings, seconds, started, ended, place, moves, names_hidden, live_bars, board, "
    "question, question_step"
)
SCHEMA = """
create table sessions (
    id text primary key, code text not null unique, key text not null, lesson_id text not null, title text not null,
    lesson text not null, warnings text not null, seconds real not null, started real not null, ended real,
    place integer not null default -1, moves integer not null default 0, names_hidden integer not null default 0,
    live_bars integer not null default 0, board integer not null default 0, question integer not null default 0,
    question_step integer not null default 0);
create table opened (
    session text not null references sessions on delete cascade, item text not null, opened real not null, closed real,
    seconds real not null, deadline real, step integer not null default 0, revealed integer not null default 0,
    primary key (session, item));
create table people (
    id text primary key, token text not null unique, session text not null references sessions on delete cascade,
    name text not null, folded text not null, joined real not null, unique (session, folded));
create table responses (
    session text not null references sessions on delete cascade, item text not null,
    participant text not null references people on delete cascade, response text not null, seconds real not null,
    primary key (participant, item));
create index responses_of_session on responses (session, item);
create table questions (
    id integer primary key autoincrement, session text not null references sessions on delete cascade,
    participant text not null default '', text text not null, as_of text, asked real not null, state text not null,
    answer text, error text not null default '');
"""


def make(db: sqlite3.Connection) -> None:
    """Make the tables where they are not there yet, all of them or none."""
    if db.execute("pragma user_version").fetchone()[0] >= VERSION:
        return
    db.execute("pragma journal_mode = wal")  # readers do not wait for writers
    db.execute("begin immediate")
    try:
        if db.execute("pragma user_version").fetchone()[0] < VERSION:  # another process may have been first
            for statement in filter(str.strip, SCHEMA.split(";")):
                db.execute(statement)
            db.execute(f"pragma user_version = {VERSION}")
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")
