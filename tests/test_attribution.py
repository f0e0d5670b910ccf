"""Polarity, modality and holder by scope: every case is a sentence with its act's word between stars."""

import time
import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

import kg
from kg.attribution import Attribution, attribute
from kg.model import Modality, Polarity

pytestmark = pytest.mark.model

FACT, PLAN, WISH, MAYBE = "actual", "planned", "desired", "possible"
NOT, NOT_PLAN, NOT_WISH, NOT_MAYBE = "not actual", "not planned", "not desired", "not possible"


@pytest.fixture(scope="session")
def cues() -> dict[str, frozenset[str]]:
    found = {}
    for path in (Path(kg.__file__).parent / "data" / "cues").glob("*.toml"):
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(value, list) and all(isinstance(word, str) for word in value):
                found[f"{path.stem}.{key}"] = frozenset(value)
    return found


def read(text: str, nlp: Language, cues: dict[str, frozenset[str]]) -> tuple[str, str | None]:
    """What ``attribute`` makes of the word between stars."""
    before, word, after = text.split("*")
    doc = nlp(before + word + after)
    trigger = next(t for t in doc if t.idx <= len(before) < t.idx + len(t))
    found = attribute(doc, trigger.i, cues=cues)
    stance = ("not " if found.polarity is Polarity.NEGATIVE else "") + found.modality.value
    return stance, None if found.holder is None else doc[found.holder].text


PLAIN = [
    ("Japan *seized* the islands in 1895.", FACT, None),
    ("The islands were *seized* by Japan.", FACT, None),
    ("Peru and Chile held *talks* in Lima.", FACT, None),
    ("Peru and Chile *held* talks in Lima.", FACT, None),
    ("Chile's *seizure* of the port angered Peru.", FACT, None),
    ("The Japanese-*administered* islands are home to goats.", FACT, None),
    ("Kenya managed to *seize* the strait.", FACT, None),
    ("Kenya began to *withdraw* from the strait.", FACT, None),
    ("Kenya began *withdrawing* from the strait.", FACT, None),
    ("Kenya continues to *occupy* the strait.", FACT, None),
    ("Kenya succeeded in *seizing* the strait.", FACT, None),
    ("Kenya helped Chad *seize* the strip.", FACT, None),
    ("Kenya was forced to *cede* the strip.", FACT, None),
    ("Chad was able to *retake* the strip.", FACT, None),
    ("The ministers met to *discuss* the border.", FACT, None),
    ("The *talks* failed after two days.", FACT, None),
    ("The failed *talks* left both sides bitter.", FACT, None),
    ("The government announced the *nationalization* of the islands.", FACT, None),
    ("China, which *seized* the reef, will meet Japan.", FACT, None),
    ("China did not sign the treaty because Japan *attacked* the port.", FACT, None),
    ("China will protest because Japan *attacked* the port.", FACT, None),
    ("Spain condemned the *annexation* of the valley.", FACT, None),
    ("Spain condemned Portugal for *annexing* the valley.", FACT, None),
    ("Spain rejected Portugal's *claim* to the valley.", FACT, None),
    ("Spain rejects the *annexation* of the valley.", FACT, None),
    ("Spain wants to resolve its *dispute* with Portugal.", FACT, None),
    ("Spain and Portugal will discuss the *dispute*.", FACT, None),
    ("Spain hopes to visit the islands that Portugal *occupies*.", FACT, None),
    ("Kenya did not leave until Chad *attacked* the port.", FACT, None),
    ("Kenya did not *sign* the treaty until 1971.", FACT, None),
    ("Kenya not only *seized* the port but also shelled the town.", FACT, None),
    ("After *seizing* the port, Kenya shelled the town.", FACT, None),
    ("Kenya lost the war, *ceding* the port to Chad.", FACT, None),
    ("Kenya voted to *reject* the accord.", FACT, None),
    ("Chad became the first state to *recognize* Kenya.", FACT, None),
    ("Japan would later *annex* the peninsula.", FACT, None),
    ("Workers marched through Lima to *protest* against Chile.", FACT, None),
    ("Japan *demanded* that Russia withdraw.", FACT, None),
    ("Japan *accused* China of seizing the reef.", FACT, None),
    ("Spain *rejected* the proposal.", FACT, None),
    ("Peru *urged* Chile to withdraw.", FACT, None),
    ("Chile agreed to Peru's *demand*.", FACT, None),
]

NEGATIVE = [
    ("Japan has not *signed* the treaty.", NOT, None),
    ("Japan never *recognized* the annexation.", NOT, None),
    ("Japan no longer *claims* the reef.", NOT, None),
    ("Chad neither *signed* the treaty nor paid.", NOT, None),
    ("Neither Chad nor Libya *withdrew* from the strip.", NOT, None),
    ("Nor did Chad *sign* the accord.", NOT, None),
    ("No state *recognizes* the republic.", NOT, None),
    ("Neither side *signed* the accord.", NOT, None),
    ("Nobody *recognizes* the republic.", NOT, None),
    ("Peru has not signed or *ratified* the convention.", NOT, None),
    ("Peru has not *signed* or ratified the convention.", NOT, None),
    ("Peru has made no *claim* to the island.", NOT, None),
    ("Peru *made* no claim to the island.", NOT, None),
    ("There is no *dispute* between Peru and Chile.", NOT, None),
    ("There is no *agreement* between Peru and Chile.", NOT, None),
    ("No *agreement* was reached.", NOT, None),
    ("Peru and Chile failed to *reach* an agreement.", NOT, None),
    ("Peru and Chile failed to reach an *agreement*.", NOT, None),
    ("Peru refused to *recognize* the border.", NOT, None),
    ("Peru declined to *sign* the accord.", NOT, None),
    ("Peru has yet to *sign* the accord.", NOT, None),
    ("The accord has yet to be *ratified* by Peru.", NOT, None),
    ("The dispute has prevented the two countries from *signing* a treaty.", NOT, None),
    ("Peru refrained from *attacking* the port.", NOT, None),
    ("Peru left the conference without *signing* the accord.", NOT, None),
    ("Peru ruled out *talks* with Chile.", NOT, None),
    ("Peru refused *talks* with Chile.", NOT, None),
    ("Peru rejected *talks* with Chile.", NOT, None),
    ("Peru is not prepared to *sign* the accord.", NOT, None),
    ("Peru was unable to *retake* the port.", NOT, None),
    ("Peru could not *retake* the port.", NOT, None),
    ("Peru cannot *accept* the border.", NOT, None),
    ("Peru's refusal to *sign* the accord angered Chile.", NOT, None),
    ("Peru's failure to *withdraw* angered Chile.", NOT, None),
    ("Peru stopped *supporting* the rebels.", NOT, None),
    ("Peru dropped its *claim* to the island.", NOT, None),
    ("Peru signed the accord instead of *attacking* the port.", NOT, None),
    ("Peru denied *attacking* the port.", NOT, "Peru"),
    ("Peru denied that it *attacked* the port.", NOT, "Peru"),
    ("Peru rejected allegations that it *attacked* the port.", NOT, "Peru"),
    ("The treaty did not allow Peru to *fortify* the island.", NOT, None),
    ("Peru is not a *member* of the alliance.", NOT, None),
    ("Peru did not fail to *sign* the accord.", FACT, None),
]

PLANNED = [
    ("Kenya voted to *annex* the valley.", PLAN, None),
    ("Japan will *sign* the treaty.", PLAN, None),
    ("Japan will not *sign* the treaty.", NOT_PLAN, None),
    ("Japan is going to *sign* the treaty.", PLAN, None),
    ("Japan plans to *sign* the treaty.", PLAN, None),
    ("Japan does not plan to *attack* the island.", NOT_PLAN, None),
    ("Russia agreed to *hand* over the islands.", PLAN, None),
    ("Russia decided to *withdraw* from the port.", PLAN, None),
    ("Russia vowed to *retake* the port.", PLAN, None),
    ("Russia pledged to *withdraw* its troops.", PLAN, None),
    ("The minister is to *meet* his counterpart in Rome.", PLAN, None),
    ("The minister was due to *meet* his counterpart in Rome.", PLAN, None),
    ("The minister is expected to *visit* Rome.", PLAN, None),
    ("The minister flew to Rome to *sign* the treaty.", PLAN, None),
    ("The minister arrived in Rome for *talks* with his counterpart.", PLAN, None),
    ("Russia sent troops to *seize* the port.", PLAN, None),
    ("Russia's plan to *build* a base on the island angered Japan.", PLAN, None),
    ("Russia has no plans to *attack* the island.", NOT_PLAN, None),
    ("Russia dropped plans to *build* a base on the island.", NOT_PLAN, None),
    ("The cabinet approved a decision to *withdraw* from the port.", PLAN, None),
    ("The planned *visit* to Rome angered Spain.", PLAN, None),
    ("The *talks* scheduled for May will take place in Rome.", PLAN, None),
    ("The *talks* will begin in May.", PLAN, None),
    ("The two sides will hold *talks* in May.", PLAN, None),
    ("A *visit* to Rome is planned for May.", PLAN, None),
    ("Russia cancelled a *visit* to Rome.", NOT_PLAN, None),
    ("China to *build* base on disputed reef", PLAN, None),
    ("Russia will visit Rome and *sign* the treaty.", PLAN, None),
    ("Under the accord, Russia would *return* the port in 1955.", PLAN, None),
    ("Russia announced its intention to *withdraw* from the port.", PLAN, "Russia"),
]

DESIRED = [
    ("Japan wants to *sign* a peace treaty.", WISH, "Japan"),
    ("Japan does not want to *sign* a peace treaty.", NOT_WISH, "Japan"),
    ("Japan wants Russia to *return* the islands.", WISH, "Japan"),
    ("Japan hopes to *sign* a peace treaty.", WISH, "Japan"),
    ("Japan hopes that Russia will *return* the islands.", WISH, "Japan"),
    ("Japan seeks *talks* with Russia.", WISH, "Japan"),
    ("Japan would like to *sign* a peace treaty.", WISH, "Japan"),
    ("Japan is eager to *sign* a peace treaty.", WISH, "Japan"),
    ("Japan urged Russia to *return* the islands.", WISH, "Japan"),
    ("Japan urged Russia not to *attack* the islands.", NOT_WISH, "Japan"),
    ("Japan demanded that Russia *return* the islands.", WISH, "Japan"),
    ("Japan demanded the *return* of the islands.", WISH, "Japan"),
    ("Japan called on Russia to *return* the islands.", WISH, "Japan"),
    ("Japan called for *talks* with Russia.", WISH, "Japan"),
    ("Japan asked Russia to *withdraw* from the islands.", WISH, "Japan"),
    ("Japan proposed *talks* with Russia.", WISH, "Japan"),
    ("Japan insisted that Russia *withdraw* from the islands.", WISH, "Japan"),
    ("Japan warned Russia against *attacking* the islands.", NOT_WISH, "Japan"),
    ("Japan tried to *retake* the islands.", WISH, "Japan"),
    ("Japan pressed Russia to *withdraw*.", WISH, "Japan"),
    ("Russia was urged by Japan to *return* the islands.", WISH, "Japan"),
    ("Russia was urged to *return* the islands.", WISH, None),
    ("Russia must *return* the islands.", WISH, None),
    ("Russia should *return* the islands.", WISH, None),
    ("Russia must not *attack* the islands.", NOT_WISH, None),
    ("Russia will have to *return* the islands.", WISH, None),
    ("It is essential that Russia *return* the islands.", WISH, None),
    ("Japanese hopes for *talks* with Russia faded.", WISH, "Japanese"),
    ("Japan's hope of *signing* a treaty faded.", WISH, "Japan"),
    ("Calls by Japan for Russia to *withdraw* went unheard.", WISH, "Japan"),
    ("Japan's demand that Russia *withdraw* went unheard.", WISH, "Japan"),
    ("The proposed *talks* never had a chance.", WISH, None),
    ("The *talks* requested by Peru are overdue.", WISH, "Peru"),
    ("Japan will ask Russia to *return* the islands.", WISH, "Japan"),
    ("The council adopted a resolution calling for the *withdrawal* of Iraq.", WISH, "council"),
    ("Let us *sign* the treaty.", WISH, None),
    ("Kenya ignored the demand to *withdraw*.", WISH, None),
    ("Kenya invited Chad for *talks*.", WISH, "Kenya"),
    ("The aim of the mission is to *build* a base on the reef.", WISH, "mission"),
]

POSSIBLE = [
    ("China has not ruled out *annexing* the reef.", MAYBE, None),
    ("China did not deny that it *seized* the reef.", MAYBE, "China"),
    ("China and Japan came close to *war*.", MAYBE, None),
    ("Fears of a Chinese *invasion* grew.", MAYBE, None),
    ("Chad and Libya clashed, each accusing the other of *firing* first.", MAYBE, "each"),
    ("China may *attack* the island.", MAYBE, None),
    ("China might not *attack* the island.", NOT_MAYBE, None),
    ("China could *seize* the reef.", MAYBE, None),
    ("If China *seizes* the reef, Japan will protest.", MAYBE, None),
    ("If China seizes the reef, Japan will *attack* the port.", MAYBE, None),
    ("Unless China *withdraws*, Japan will protest.", MAYBE, None),
    ("It is unclear whether China *seized* the reef.", MAYBE, None),
    ("Did China *seize* the reef?", MAYBE, None),
    ("Why did China *seize* the reef?", FACT, None),
    ("China would have *attacked* the port if Japan had left.", MAYBE, None),
    ("China is ready to *negotiate* with Japan.", MAYBE, None),
    ("China threatened to *attack* the island.", MAYBE, None),
    ("China is considering *withdrawing* from the reef.", MAYBE, None),
    ("China is likely to *attack* the island.", MAYBE, None),
    ("China is unlikely to *attack* the island.", NOT_MAYBE, None),
    ("It is possible that China *seized* the reef.", MAYBE, None),
    ("A possible *attack* on the island worries Japan.", MAYBE, None),
    ("The threat of *war* with China worries Japan.", MAYBE, None),
    ("The prospect of *talks* with China pleased Japan.", MAYBE, None),
    ("Japan fears an *attack* by China.", MAYBE, "Japan"),
    ("Japan fears that China will *attack* the island.", MAYBE, "Japan"),
    ("In the event of *war*, the port will be closed.", MAYBE, None),
    ("China allegedly *seized* the reef.", MAYBE, None),
    ("China reserved the right to *claim* the reef.", MAYBE, None),
    ("The treaty allowed China to *fortify* the reef.", MAYBE, None),
    ("An *agreement* could end the war.", MAYBE, None),
    ("Japan accused China of *seizing* the reef.", MAYBE, "Japan"),
    ("Japan alleged that China *seized* the reef.", MAYBE, "Japan"),
    ("Japan claims that China *seized* the reef.", MAYBE, "Japan"),
    ("Japan claims to have *seized* the reef.", MAYBE, "Japan"),
    ("Japan *claims* the reef.", FACT, None),
    ("Japan's accusation that China *seized* the reef was false.", MAYBE, "Japan"),
    ("China is believed to have *seized* the reef.", MAYBE, None),
]

REPORTED = [
    ("Tokyo said that Russia *seized* the islands.", FACT, "Tokyo"),
    ("Tokyo said Russia had not *signed* the treaty.", NOT, "Tokyo"),
    ("Tokyo did not say that Russia *seized* the islands.", FACT, "Tokyo"),
    ("Tokyo will say that Russia *seized* the islands.", FACT, "Tokyo"),
    ("Japan said it *seized* the ship.", FACT, "Japan"),
    ("Japan said it would *sign* the treaty.", PLAN, "Japan"),
    ("Japan said it would not *sign* the treaty.", NOT_PLAN, "Japan"),
    ("Japan said Russia should *return* the islands.", WISH, "Japan"),
    ("Officials said Russia *seized* the islands.", FACT, "Officials"),
    ("Abe told reporters that Russia *occupies* the islands.", FACT, "Abe"),
    ("Abe argued that Russia *occupies* the islands.", FACT, "Abe"),
    ("Abe believes that Russia *occupies* the islands.", FACT, "Abe"),
    ("Russia *occupies* the islands, Abe said.", FACT, "Abe"),
    ("Russia, Abe said, *occupies* the islands.", FACT, "Abe"),
    ("As Abe said, Russia *occupies* the islands.", FACT, "Abe"),
    ("According to the ministry, Russia *occupies* the islands.", FACT, "ministry"),
    ("Russia *occupies* the islands, according to the ministry.", FACT, "ministry"),
    ("In the ministry's view, Russia *occupies* the islands.", FACT, "ministry"),
    ("Abe was quoted as saying that Russia *occupies* the islands.", FACT, "Abe"),
    ('"Russia *occupies* the islands," said Abe.', FACT, "Abe"),
    ("“Russia *occupies* the islands,” Abe said.", FACT, "Abe"),
    ('"It is cold. Russia *occupies* the islands. It will stay so," Abe said.', FACT, "Abe"),
    ('"It is cold," Abe said. "Russia *occupies* the islands."', FACT, "Abe"),
    ('"It is cold," Abe said. "We hope to *sign* a treaty."', WISH, "Abe"),
    ("He added that Russia *occupies* the islands.", FACT, "He"),
    ("The minister, who said that Russia *occupies* the islands, resigned.", FACT, "minister"),
    ("Abe said that Putin said that Russia *occupies* the islands.", FACT, "Putin"),
    ("Abe said he hopes to *sign* a treaty.", WISH, "he"),
    ("Abe said Japan *accused* China.", FACT, "Abe"),
    ("Abe said Japan accused China of *seizing* the reef.", MAYBE, "Japan"),
    ("Abe said Russia visited the islands which Japan *claims*.", FACT, "Abe"),
    ("The minister's statement that Russia *occupies* the islands angered Putin.", FACT, "minister"),
    ('The *seizure* of the "historic" islands angered Japan.', FACT, None),
    ('The "historic *seizure*" of the islands angered Japan, Putin said.', FACT, "Putin"),
    ("Japan *occupies* the cape; Abe said the weather was fine.", FACT, None),
    ("We hope to *sign* a treaty.", WISH, "We"),
    ("My country has called on Iran to *return* the islands.", WISH, "My"),
    ("My country would *urge* Iran to return the islands.", FACT, None),
    ("Japan urged Korea to drop its *claim* to the rocks.", FACT, None),
]


@pytest.mark.parametrize(("text", "stance", "holder"), PLAIN + NEGATIVE + PLANNED + DESIRED + POSSIBLE + REPORTED)
def test_reads_the_act_between_the_stars(
    text: str, stance: str, holder: str | None, nlp: Language, cues: dict[str, frozenset[str]]
) -> None:
    assert read(text, nlp, cues) == (stance, holder)


def test_there_are_enough_cases_and_each_is_there_once() -> None:
    texts = [text for text, _, _ in PLAIN + NEGATIVE + PLANNED + DESIRED + POSSIBLE + REPORTED]
    assert len(texts) == len(set(texts)) >= 120


def test_a_token_that_is_not_there_is_an_error(nlp: Language, cues: dict[str, frozenset[str]]) -> None:
    with pytest.raises(IndexError):
        attribute(nlp("Japan left."), 99, cues=cues)


def test_a_missing_list_of_cues_is_an_error(nlp: Language) -> None:
    with pytest.raises(KeyError):
        attribute(nlp("Japan will not leave."), 3, cues={})


def test_an_act_of_one_word_is_a_fact(nlp: Language, cues: dict[str, frozenset[str]]) -> None:
    assert attribute(nlp("Talks"), 0, cues=cues) == Attribution(Polarity.POSITIVE, Modality.ACTUAL, None)


def test_a_call_is_cheap(nlp: Language, cues: dict[str, frozenset[str]]) -> None:
    text = "The minister said on Monday that Japan hopes to sign a treaty with Russia if the talks in Rome succeed. "
    doc = nlp(text * 20)
    triggers = [t.i for t in doc if t.text == "sign"]
    assert len(triggers) == 20
    start = time.perf_counter()
    for _ in range(5):
        for trigger in triggers:
            attribute(doc, trigger, cues=cues)
    assert (time.perf_counter() - start) / 100 < 0.002
