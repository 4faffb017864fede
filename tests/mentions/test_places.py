"""Places: found, not over-found, and resolved to what the words mean."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.gazetteer import Gazetteer
from sayso.mentions.actors import Actors
from sayso.mentions.places import Places
from sayso.model import Block, Document, PlaceMention, Reading, Span
from sayso.rules import load_rulebook
from sayso.rules.places import PlaceCueRow, PlaceNameRow, RegionRow
from sayso.stage import Resources
from sayso.syntax import DEFAULT_MODEL, Syntax


class Reader:
    """Reads text with the three stages that matter here."""

    def __init__(self) -> None:
        resources = Resources(rulebook=load_rulebook(), gazetteer=Gazetteer.open(), model=DEFAULT_MODEL)
        self.rulebook = resources.rulebook
        self.syntax, self.actors, self.places = Syntax(resources), Actors(resources), Places(resources)

    def reading(self, text: str) -> Reading:
        document = Document(id="x", text=text, text_sha256="")
        blocks = (Block(start=0, end=len(text), kind="body"),) if text else ()
        reading = Reading(document=document, blocks=blocks)
        reading = replace(reading, sentences=self.syntax(reading))
        return replace(reading, actors=self.actors(reading))

    def __call__(self, text: str) -> tuple[PlaceMention, ...]:
        return self.places(self.reading(text))

    def one(self, text: str, words: str) -> PlaceMention:
        found = [m for m in self(text) if m.text == words]
        assert found, (words, [m.text for m in self(text)])
        return found[0]


@pytest.fixture(scope="module")
def read() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "words", "id", "precision"),
    [
        ("Shelling killed two people in Kursk on Sunday.", "Kursk", "geonames:538560", "point"),
        ("Troops entered the Kursk region on Sunday.", "Kursk region", "geonames:538555", "admin1"),
        ("Thousands fled the Zamzam camp in Sudan.", "Zamzam camp", "region:zamzam", "point"),
        ("Rockets flew out of southern Lebanon.", "southern Lebanon", "region:southern-lebanon", "region"),
        ("Fighting went on in Rutshuru territory.", "Rutshuru territory", "geonames:9179537", "admin2"),
        ("A ship was hit in the Red Sea.", "Red Sea", "region:red-sea", "region"),
        ("Ethiopia closed its schools.", "Ethiopia", "geonames:337996", "country"),
        ("Residents fled Beit Lahiya, northern Gaza, at night.", "Beit Lahiya", "geonames:281145", "point"),
    ],
)
def test_names_mean_what_the_words_say(read: Reader, text: str, words: str, id: str, precision: str) -> None:
    mention = read.one(text, words)
    assert (mention.place.id, mention.place.precision) == (id, precision)
    assert mention.locative or words == "Ethiopia"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jordan Smith spoke in May.", "Jordan"),
        ("Ukrainian officials spoke on Sunday.", "Ukrainian"),
        ("The Washington Post reported the raid.", "Washington"),
        ("A professor at the Kyiv School of Economics spoke.", "Kyiv"),
        ("President Washington spoke to his troops.", "Washington"),
        ("He will return in March or in May.", "May"),
    ],
)
def test_what_is_no_place_is_left_alone(read: Reader, text: str, word: str) -> None:
    assert not [m.text for m in read(text) if word in m.text]


def told(found: PlaceMention) -> str:
    """Its words, the name where that is another, the country and how fine they are; and what else is held of it."""
    place = found.place
    name = "" if place.name == found.text else f" ({place.name})"
    marks = {" acts": not found.locative, " near": found.near, " doubtful": found.doubtful}
    return f"{found.text}{name} {place.country or '-'} {place.precision}" + "".join(
        m for m, held in marks.items() if held
    )


ROWS = yaml.safe_load(Path(__file__).with_name("places.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ROWS)
def test_kinds_of_names_and_their_look_alikes(read: Reader, kind: str) -> None:
    for text, wanted in ROWS[kind].items():
        assert "; ".join(map(told, read(text))) == wanted, text


@pytest.mark.parametrize("text", ["A drone fell near Sumy.", "A drone fell outside Sumy.", "It fell 12 km from Sumy."])
def test_near_is_never_pinned_to_the_town(read: Reader, text: str) -> None:
    mention = read.one(text, "Sumy")
    assert mention.near
    assert mention.place.precision == "admin2"


@pytest.mark.parametrize(
    ("text", "word", "locative"),
    [
        ("Moscow said the raid had failed.", "Moscow", False),
        ("Israel launched strikes on Sunday.", "Israel", False),
        ("The strikes on Moscow went on.", "Moscow", True),
        ("Kyiv's forces moved on.", "Kyiv", False),
        ("Kharkiv was shelled on Sunday.", "Kharkiv", True),
        ("The mayor of Kharkiv thanked the doctors.", "Kharkiv", False),
        ("Sumy Mayor Oleh Petrenko spoke on Sunday.", "Sumy", False),
    ],
)
def test_a_name_that_acts_is_not_where(read: Reader, text: str, word: str, locative: bool) -> None:
    assert read.one(text, word).locative is locative


def test_what_holds_a_place_decides_between_namesakes(read: Reader) -> None:
    assert read.one("A shop burnt in Springfield, Illinois.", "Springfield").place.admin1 == "Illinois"
    assert read.one("A shop burnt in Springfield, Missouri.", "Springfield").place.admin1 == "Missouri"
    assert read.one("Tripoli, Lebanon, was calm. People left Tripoli.", "Tripoli").place.country == "LB"


def test_the_document_decides_between_namesakes(read: Reader) -> None:
    text = "Clashes were reported in Homs and Hama, Syria. Shells fell in Rastan. Gunmen left Tripoli for Lebanon."
    assert read.one(text, "Hama").place.country == "SY"
    assert read.one("Israeli tanks entered Rafah from Khan Younis in Gaza.", "Rafah").place.country == "PS"


@pytest.mark.parametrize(
    ("text", "holder", "precision"),
    [
        ("Gunmen raided the village of Zuqqabiri in Borno state.", "Borno state", "admin1"),
        ("Gunmen raided the village of Zuqqabiri in Rylsk district of the Kursk region.", "Rylsk district", "admin2"),
        ("Gunmen raided the village of Zuqqabiri near Maiduguri.", "Maiduguri", "admin2"),
        (
            "Gunmen raided the village of Zuqqabiri, police said in Niger. The army of Niger denied it.",
            "Niger",
            "country",
        ),
        ("Two men died near Zuqqabiri in Borno state.", "Borno state", "admin1"),
    ],
)
def test_a_village_outside_the_gazetteer_is_at_the_smallest_area_around_it(
    read: Reader, text: str, holder: str, precision: str
) -> None:
    """A toll without a point fell off every map, though the report names the district."""
    place, area = read.one(text, "Zuqqabiri").place, read.one(text, holder).place
    assert (place.id, place.name, place.precision, place.grain) == (None, "Zuqqabiri", precision, "point")
    assert (place.country, place.admin1, place.lat, place.lon) == (area.country, area.admin1, area.lat, area.lon)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Shells fell on the village of Qizan al-Najjar in the Gaza Strip.", "Qizan al-Najjar", "Qizan an Najjar"),
        ("Gunmen attacked the village of Torbung in Manipur state, India.", "Torbung", "Torbung"),
        ("Soldiers died in the village of Kafar Hamra in Aleppo province, Syria.", "Kafar Hamra", "Kafr Hamra"),
    ],
)
def test_a_village_too_small_for_the_gazetteer_is_found_in_the_unit_around_it(
    read: Reader, text: str, words: str, place: str
) -> None:
    found = read.one(text, words).place
    assert (found.name, found.precision, found.feature) == (place, "point", "city")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided the village of Torbung in Borno state, Nigeria.",
        "Gunmen raided the village of Kangvai in Manipur state, India.",
        "Torbung Kangvai, a spokesman, said that nobody was hurt in Delhi.",
    ],
)
def test_a_village_of_that_name_elsewhere_is_not_meant(read: Reader, text: str) -> None:
    """One of four hundred thousand villages has any name: a hamlet of Gujarat once stood for a village of Manipur."""
    assert not [m for m in read(text) if (m.place.id or "").startswith("village:")]


def test_a_village_without_a_neighbour_lies_in_the_unit_that_the_document_is_about(read: Reader) -> None:
    text = "Shells hit Rastan and Talbiseh near Homs, Syria. Five people died. Gunmen came at night in Zuqqabiri."
    place = read.one(text, "Zuqqabiri").place
    assert (place.country, place.admin1, place.precision) == ("SY", "Homs", "admin1")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two trucks waited at the Zuqqabiri crossing.", "Zuqqabiri"),
        ("Troops moved on in the Zuqqabiri sector.", "Zuqqabiri"),
        ("Gunmen came at night in Zuqqabiri.", "Zuqqabiri"),
        ("A patrol sank on the Zuqqabiri River.", "Zuqqabiri River"),
        ("Four people left Kibbutz Zuqqabiri.", "Kibbutz Zuqqabiri"),
        ("Shells fell in Tal al-Zuqqabir at dawn.", "Tal al-Zuqqabir"),
    ],
)
def test_words_make_a_place_of_a_name_that_no_list_has(read: Reader, text: str, name: str) -> None:
    assert read.one(text, name).place.id is None


def test_one_clear_mention_of_an_unknown_village_carries_the_others(read: Reader) -> None:
    text = (
        "Gunmen raided the village of Zuqqabiri in Borno state. Zuqqabiri has no clinic. Help for Zuqqabiri was late."
    )
    found = [m.place for m in read(text) if m.text == "Zuqqabiri"]
    assert [(p.country, p.admin1, p.precision) for p in found] == [("NG", "Borno", "admin1")] * 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("BANGUI, March 20 (Agency) - Gunmen stormed a mine in the Central African Republic.", "March"),
        ("Operation Zuqqabiri began at dawn in Borno state.", "Zuqqabiri"),
        ("They spoke in Pidgin.", "Pidgin"),
        ("The spokesman of Operation Zuqqabir Kai denied it.", "Zuqqabir"),
        ("An ambulance took residents of Tal al-Zuqqabir away.", "Tal"),
    ],
)
def test_months_operations_and_halves_of_names_are_no_places(read: Reader, text: str, word: str) -> None:
    assert word not in [m.text for m in read(text)]


def test_near_a_village_that_no_list_has_is_near_as_well(read: Reader) -> None:
    mention = read.one("Two men died near Zuqqabiri in Borno state.", "Zuqqabiri")
    assert (mention.near, mention.place.precision) == (True, "admin1")


def test_near_a_namesake_is_near_as_well(read: Reader) -> None:
    """A village that only a far country has by that name was once pinned although the words said near."""
    text = "Shells fell near Barakat in Ghazni province, Afghanistan. Kabul sent help to Ghazni."
    mention = read.one(text, "Barakat")
    assert (mention.near, mention.place.precision, mention.place.admin1) == (True, "admin1", "Ghazni")


def test_a_states_troops_are_not_where_the_state_is(read: Reader) -> None:
    assert not read.one("The U.S. troops left Kabul on Monday.", "U.S.").locative


def test_an_adjective_of_two_states_means_the_larger_one(read: Reader) -> None:
    assert read.one("Rebels stood on Congolese soil.", "Congolese soil").place.country == "CD"


def test_another_spelling_is_the_place_of_the_country_spoken_of(read: Reader) -> None:
    text = "Somalia's army said Shabaab fighters had fled from the town of Beledwayne. Calm returned to Mogadishu."
    assert read.one(text, "Beledwayne").place.id == "geonames:64460"


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("A tanker was hit off Hodeidah.", "Hodeidah", "admin2"),
        ("A bus burnt on the road between Gao and Bamako.", "Gao", "admin2"),
        ("Fighting went on in the Pokrovsk direction.", "Pokrovsk direction", "admin2"),
        ("Power failed in southern Ukraine.", "southern Ukraine", "region"),
    ],
)
def test_a_place_is_never_finer_than_its_words(read: Reader, text: str, words: str, precision: str) -> None:
    assert read.one(text, words).place.precision == precision


def test_unnamed_areas_have_the_country_that_the_words_give(read: Reader) -> None:
    assert read.one("Clashes broke out in three districts of Sudan.", "three districts").place.country == "SD"


def test_all_names_of_a_document_together_decide_between_namesakes(read: Reader) -> None:
    text = "Athens voted on Monday, as did Malakoff and Mabank in Henderson County."
    found = {m.text: m.place.admin1 for m in read(text)}
    assert found["Athens"] == found["Henderson County"] == "Texas"
    assert read.one("Athens voted on Monday.", "Athens").place.country == "GR"


def test_a_country_keeps_its_name_beside_a_village_of_it(read: Reader) -> None:
    text = "Mali closed its border. Fighters left Bamako for Kayes, Ségou and Mopti, and Niger sent troops to Gao."
    assert {m.text: m.place.precision for m in read(text)}["Mali"] == "country"


@pytest.mark.parametrize(
    ("outlet", "country"),
    [
        ("Lebanon Daily", "LB"),
        ("The Lebanon Tribune", "LB"),
        ("Times of Lebanon", "LB"),
        ("Lebanese Minute", "LB"),
        ("Beirut Post", "LB"),
        ("Harbour Times", "LY"),
        ("South Harbour Post", "LY"),  # no province that is called "South"
        ("Daily News from Lebanon", "LY"),
    ],
)
def test_an_outlet_is_at_home_where_its_name_says(read: Reader, outlet: str, country: str) -> None:
    reading = read.reading("Shells fell in Tripoli on Sunday.")
    reading = replace(reading, document=replace(reading.document, outlet=outlet))
    assert [m.place.country for m in read.places(reading)] == [country]


def test_time_grows_with_the_text_and_not_with_its_square(read: Reader) -> None:
    """A live blog of a thousand places once took a minute."""
    names = [e.name for n in range(1, 40) for e in read.places.gazetteer.find(f"Novo{chr(97 + n % 26)}ka")] or ["Kyiv"]
    text = " ".join(f"Shells fell in {names[n % len(names)]} and in Zuqqa{n}biri." for n in range(600))
    assert len(read(text)) > 500


def test_areas_without_a_name_have_no_coordinates(read: Reader) -> None:
    place = read.one("Power was cut in eight regions.", "eight regions").place
    assert (place.id, place.lat, place.precision) == (None, None, "region")
    place = read.one("Estonia closed its border with Latvia.", "its border with Latvia").place
    assert (place.country, place.precision) == ("LV", "region")


@pytest.mark.parametrize(
    ("name", "country"), [("Crimea", "UA"), ("the Golan Heights", "SY"), ("the West Bank", "PS"), ("Abkhazia", "GE")]
)
def test_contested_territory_follows_the_united_nations(read: Reader, name: str, country: str) -> None:
    mention = read.one(f"Shells fell in {name}.", name.removeprefix("the "))
    assert mention.place.country == country
    assert mention.place.note or country == "PS"


def test_given_spans_are_resolved_one_for_one(read: Reader) -> None:
    text = "Dublin, Ohio is no Dublin in Ireland; Zzyx is none at all; Turkish is."
    spans = [Span(start=text.index(w), end=text.index(w) + len(w)) for w in ("Dublin", "Ohio", "Zzyx", "Turkish")]
    found = read.places.resolve(read.reading(text), spans)
    assert [m.place.name if m else None for m in found] == ["Dublin", "Ohio", None, "Turkey"]
    assert found[0] is not None
    assert found[0].place.country == "US"
    assert all(mention.locative for mention in found if mention)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Platte Co.", "Platte County"),
        ("North London", "London"),
        ("North Nowheria", None),
        ("Kyiv International Airport", "Kyiv"),
        ("Ohioans", "Ohio"),
        ("Dagestani", "Dagestan"),
        ("Chechens", None),
        ("Calif.", "California"),
        ("Turkish", "Turkey"),
        ("Iraqis", "Iraq"),
    ],
)
def test_a_name_by_itself_may_be_longer_or_shorter_or_a_people(read: Reader, name: str, place: str | None) -> None:
    (found,) = read.places.resolve(read.reading(name), [Span(start=0, end=len(name))])
    assert (found.name if found else None) == place


ODD = (
    "in", "Kyiv", "the", "of", "Kursk", "region", ",", "—", "’s", "-", "al", "Gaza", "U.S.", "St.", "\n", "(",
    "border", "its", "northern", "و", "🙂", "''",
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["northern", "U.S.", "in", "in"])
@given(st.lists(st.sampled_from(ODD), max_size=14))
def test_spans_hold_on_odd_text(read: Reader, words: list[str]) -> None:
    text = " ".join(words)
    mentions = read(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_every_row_does_what_its_examples_say(read: Reader) -> None:
    rows = [row for kind in (RegionRow, PlaceNameRow, PlaceCueRow) for row in read.rulebook.rows(kind)]
    missed = [(r.rule, text) for r in rows for text in r.example if r.rule not in {m.rule for m in read(text)}]
    false = [(r.rule, text) for r in rows for text in r.counter if r.rule in {m.rule for m in read(text)}]
    assert (missed, false) == ([], [])


@pytest.mark.parametrize(
    ("text", "words", "name", "precision"),
    [
        ("Rockets were fired at Eritrea's capital on Saturday.", "Eritrea's capital", "Asmara", "point"),
        ("A soldier was killed in Mali's north on Monday.", "Mali's north", "north Mali", "region"),
        ("Ukraine sent troops. Fighting goes on in the country's east.", "country's east", "east Ukraine", "region"),
    ],
)
def test_a_capital_or_a_part_is_told_by_whose_it_is(
    read: Reader, text: str, words: str, name: str, precision: str
) -> None:
    place = read.one(text, words).place
    assert (place.name, place.precision) == (name, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Mali's northern army command fell silent.",
        "Shells hit Sudan's capital, Khartoum.",
        "Kenya's capital gains tax fell.",
    ],
)
def test_a_capital_that_is_named_and_other_capitals_are_not_described(read: Reader, text: str) -> None:
    assert not [m for m in read(text) if "'s" in m.text]


def test_a_part_of_a_country_has_a_point_in_that_part(read: Reader) -> None:
    """Eastern Ukraine stood in the middle of Ukraine."""
    east, whole = (read.one(f"Shells fell in {name}.", name).place for name in ("eastern Ukraine", "Ukraine"))
    assert (east.lon or 0) > (whole.lon or 0) + 3
    border = read.one("Russia massed troops at the Ukrainian border.", "Ukrainian border").place
    assert 49 < (border.lat or 0) < 53


@pytest.mark.parametrize(
    "text",
    [
        "The strike killed Zuqqabiri in his house.",
        "The funeral of Zuqqabiri was held in Baghdad.",
        "Zuqqabiri, 55, was abducted near Baghdad.",
        "The USS Zuqqabiri Island left Aden.",
        "Gunmen fled along Zuqqabir 47 at dawn.",
        "The claim appeared in ZuqqaBiri on Monday.",
        "Guests were shot at the Zuqqabiri in Sousse.",
        "There was anger over Zuqqabiri's funeral.",
    ],
)
def test_persons_ships_papers_and_houses_are_no_villages(read: Reader, text: str) -> None:
    """A general killed in Baghdad was a village of Iraq, and the attack was put there."""
    assert not [m for m in read(text) if "Zuqq" in m.text]


@pytest.mark.parametrize("text", ["Syrias army entered Hama.", "Iraqs western regions were calm."])
def test_a_country_whose_apostrophe_was_lost_is_that_country(read: Reader, text: str) -> None:
    assert read(text)[0].place.feature == "country"


@pytest.mark.parametrize("text", ["SANA said that shells fell.", "IRNA reported a blast.", "MENA said so."])
def test_an_agency_in_capitals_is_no_town(read: Reader, text: str) -> None:
    """The Syrian agency's reports were put in Yemen."""
    assert not [m for m in read(text) if m.text.isupper()]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "DAKAR, Senegal (AP) - Soldiers shot eight men in central Mali on Monday.",
            ["DAKAR", "Senegal", "central Mali"],
        ),
        ("North Kivu, including Goma, saw heavy clashes on Monday.", ["North Kivu"]),
        ("Killed so far: 40. Displaced to date: 900.", []),
        ("Two soldiers were killed by a mine in Chechnya's capital, Grozny, on Monday.", ["Chechnya", "Grozny"]),
        ("Sergeant Amadou Keita and Corporal Mali Traore were killed near Bama on Tuesday.", ["Bama"]),
        ("Six people died in Juba on Monday, says a report printed in Vienna, Austria.", ["Juba", "Vienna", "Austria"]),
        ("The Aleppo street market was hit near Rue de Bamako in Idlib on Monday.", ["Idlib"]),
    ],
)
def test_where_something_is_said_to_be(read: Reader, text: str, where: list[str]) -> None:
    """Else a dateline, a part of an area, a person's name or a word of a table moves an event."""
    assert [m.text for m in read(text) if m.locative] == where
