"""Readers' comments below an article, and lists that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import read
from kg.readers.comments import split_comments

ARTICLE = "Talks end\n\nJapan and Russia ended their talks on Monday.\n\n"


def test_a_comment_is_a_document_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    comments = (
        "  • Ana\n\n    Russia should talk.\n    It will not.\n\n      Not now.\n\n  • Mr. O’Neil Jr\n\n    Why?\n"
    )
    file.write_text(f"---\npublished: 2014-01-20\nsource: The Daily\n---\n{ARTICLE}{comments}", encoding="utf-8")
    article, first, second = read(file)
    assert article.text == ARTICLE
    assert (article.id, article.title, article.part_of) == ("talks", "Talks end", None)
    assert first.text == "Russia should talk.\nIt will not.\n\n  Not now."
    assert (first.id, first.author, first.part_of) == ("talks#comment-1", "Ana", "talks")
    assert (first.published, first.source, first.title) == ("2014-01-20", "The Daily", None)
    assert (second.id, second.author, second.text) == ("talks#comment-2", "Mr. O’Neil Jr", "Why?")


@pytest.mark.parametrize("bullet", ["•", "*", "-", "  •", "\t-"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_bullets_and_line_ends(bullet: str, newline: str) -> None:
    text = f"{ARTICLE}{bullet} Ana\n\n\tOne.\n \n\tTwo.".replace("\n", newline)
    article, [comment] = split_comments(text)
    assert article == ARTICLE.replace("\n", newline)
    assert (comment.author, comment.text) == ("Ana", f"One.{newline}{newline}Two.")


@pytest.mark.parametrize(
    "below",
    [
        "- Etorofu\n- Kunashiri\n",
        "- Etorofu\n\n- Kunashiri\n\n",
        "- Etorofu\n\n  the largest\n\nThe talks go on.\n",
        "- Etorofu\n  the largest\n",
        "- the largest of the four islands\n\n  is Etorofu\n",
        "- Etorofu, Kunashiri\n\n  are two of them\n",
        "- Etorofu\n\nis the largest.\n",
        "- Etorofu\n\n",
        "- Etorofu",
    ],
    ids=[
        "list",
        "loose list",
        "list inside",
        "no blank line",
        "long line",
        "no name",
        "not indented",
        "nothing",
        "last",
    ],
)
def test_a_list_is_no_comment(below: str) -> None:
    assert split_comments(ARTICLE + below) == (ARTICLE + below, ())


def test_a_list_in_the_article_stays_where_comments_follow() -> None:
    listed = f"{ARTICLE}- Etorofu\n\n  the largest\n\nThat was all.\n"
    article, [comment] = split_comments(f"{listed}\n- Ana\n\n  Really?\n")
    assert article == f"{listed}\n"
    assert comment.author == "Ana"


def test_comments_alone_are_a_text() -> None:
    text = "  • Ana\n\n    Russia should talk.\n"
    assert split_comments(text) == (text, ())


@given(st.text(" \t\n\r•-*aB.", max_size=60))
def test_no_word_is_lost(text: str) -> None:
    article, comments = split_comments(text)
    assert text.startswith(article)
    if not comments:
        assert article == text
    rest = "".join(comment.author + comment.text for comment in comments)
    assert [c for c in article + rest if c in "aB."] == [c for c in text if c in "aB."]
