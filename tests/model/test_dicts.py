"""A claim by itself tells what the JSON tells of it."""

from dataclasses import replace

from tests.exports.readings import TEXT, document, reading

from sayso.exports.contract import reading_to_dict
from sayso.model import Document, Reading


def test_a_claim_alone_gives_what_the_json_gives() -> None:
    """Else a notebook and an export say different things of one claim."""
    whole = reading()
    assert [claim.to_dict() for claim in whole.claims] == reading_to_dict(whole)["claims"]
    assert all(claim.words(claim.trigger) == whole.text(claim.trigger) for claim in whole.claims)


def test_a_claim_follows_into_the_reading_it_is_put_in() -> None:
    whole = reading()
    moved = Reading(document=document(), claims=tuple(replace(claim, rule="other/one") for claim in whole.claims))
    assert all(claim.report == TEXT for claim in moved.claims)


def test_the_report_is_no_part_of_what_is_equal() -> None:
    """Else a claim read twice, or unpacked from a ledger, would be another one."""
    one = reading().claims[0]
    bare = replace(one)
    assert bare.report == ""
    assert bare == one
    assert hash(bare) == hash(one)
    assert "Ana Petrov" not in repr(one)


def test_what_the_json_has_flat_is_flat() -> None:
    found = [claim for claim in reading().claims if claim.place and claim.time]
    assert found
    for claim in found:
        told = claim.to_dict()
        place, when = claim.place, claim.time
        assert place is not None
        assert when is not None
        assert {name: getattr(place, name) for name in ("name", "country", "admin1", "lat", "lon", "precision")} == {
            name: told["place"][name] for name in ("name", "country", "admin1", "lat", "lon", "precision")
        }
        assert (when.text, when.grain) == (told["time"]["text"], told["time"]["grain"])
        assert claim.voice == told["attribution"]["voice"]


def test_an_empty_document_has_no_claims_to_bind() -> None:
    assert Reading(document=Document(id="a", text="", text_sha256="")).claims == ()
