"""The catalogue's tables, and how an older catalogue becomes one of this version without reading its files again."""

from __future__ import annotations

SCHEMA_VERSION = 3
FIRST = """
create table documents (
    id text primary key, folded text not null, number text, title text, kind text, issuer text, issued text,
    effective text, effective_by text, signer text, signer_title text);
create index documents_folded on documents (folded);
create table copies (
    id text primary key, document text not null references documents, rank integer not null, nature text not null,
    source text not null, checked_on text not null, format text not null, text text not null, sha256 text not null,
    file_sha256 text not null unique, page_starts text not null, described text not null);
create index copies_document on copies (document, rank);
create table provisions (
    copy text not null references copies on delete cascade, seq integer not null, id text not null,
    path text not null, citation text not null, heading text not null,
    start integer not null, stop integer not null, extent integer not null, first_page integer, last_page integer,
    primary key (copy, id));
create index provisions_id on provisions (id);
create table relations (
    copy text not null references copies on delete cascade, id text not null, kind text not null, source text not null,
    target_number text not null, target_folded text not null, target_issued text, target_path text not null,
    held_from text, stated_by text not null, except_ text not null, confidence text not null);
create index relations_target on relations (target_folded);
create index relations_source on relations (source);
create table status_facts (
    copy text not null references copies on delete cascade, document text not null, value text not null, since text,
    until text, by_number text not null, stated_by text not null, note text not null, confidence text not null);
create index status_facts_document on status_facts (document);
"""
# Each later version's own tables: a catalogue of an earlier version gets them, empty until files are read again.
LATER = {
    2: """
alter table documents add column capacity text;
alter table documents add column place text;
alter table documents add column field text;
alter table copies add column units integer not null default 0;
alter table relations add column transitional text not null default '[]';
create table places (copy text primary key references copies on delete cascade, lines text not null);
create table amendments (
    copy text not null references copies on delete cascade, seq integer not null, change text not null,
    source text not null, target_number text not null, target_folded text not null, target_path text not null,
    held_from text, stated_by text not null, wording text not null, old_words text not null, new_words text not null,
    primary key (copy, seq));
create index amendments_target on amendments (target_folded);
create index amendments_source on amendments (source);
create table corrections (
    id integer primary key, file_sha256 text not null, document text not null, field text not null, value text not null,
    before text not null, who text not null, made_on text not null, source text not null, undone_on text,
    undone_by text);
create index corrections_file on corrections (file_sha256);
""",
    3: "create index provisions_start on provisions (copy, start);",
}


def statements(version: int) -> list[str]:
    """What makes a catalogue of a version (0: an empty file) one of this version."""
    later = [text for number, text in sorted(LATER.items()) if number > version]
    return [
        statement
        for text in ([FIRST] if version == 0 else []) + later
        for statement in text.split(";")
        if statement.strip()
    ]
