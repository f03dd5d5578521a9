"""The pages by which a business manager imports a plan, from the file to Undo, and who is kept out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.board.action_plan.models import Action, ImportBatch
from goldenthread.board.action_plan.operations.importing_choices import correct_line
from tests.board.action_plan.importing import PLAN, changed, import_plan, plan_csv, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
TASKS = ["import", "import-columns", "import-values", "import-check", "import-preview"]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def batch(tmp_path, dee):
    return read_in(tmp_path, plan_csv(), by=dee)


def give(browser, content: bytes, name: str = "plan.csv"):
    return browser.post(reverse("import-new"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def page(browser, name: str, *args, **query) -> str:
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return unescape(response.content.decode())


def post(browser, name: str, *args, query: str = "", **data) -> str:
    response = browser.post(reverse(name, args=args) + query, data, follow=True)
    return unescape(response.content.decode())


def save(browser, batch, **ticks) -> str:
    preview = page(browser, "import-preview", batch.pk)
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', preview)[1]
    shown = re.findall(r'name="shown" value="(\d+)"', preview)
    data = {"fingerprint": fingerprint, "shown": shown, "kept": shown, "do": "save", **ticks}
    return post(browser, "import-preview", batch.pk, **data)


def test_a_file_becomes_lines_of_the_plan_only_when_it_is_saved(browser):
    assert "3 to add, 0 to change" in give(browser, plan_csv()).content.decode()
    batch = ImportBatch.objects.get()
    assert not Action.objects.exists()
    told = save(browser, batch)
    assert Action.objects.count() == 3
    assert "3 added, 0 changed" in told
    assert "Undo this import" in told


@pytest.mark.parametrize("name", TASKS)
def test_every_task_has_its_page(browser, batch, name):
    assert batch.file_name in page(browser, name, batch.pk)


def test_the_list_names_every_file_and_what_became_of_it(browser, tmp_path, dee, batch):
    read_in(tmp_path, b"Dear all", by=dee, name="letter.txt")
    told = page(browser, "imports")
    assert "plan.csv" in told
    assert "letter.txt" in told
    assert "Could not be read" in told


def test_an_empty_list_says_how_to_begin(browser):
    assert "Nothing was imported yet" in page(browser, "imports")


@pytest.mark.parametrize("name", [*TASKS, "import-reasons"])
@pytest.mark.parametrize("person", ["amara", "ben", "chris"])
def test_nobody_but_the_business_manager_sees_an_import(request, signed_in, batch, person, name):
    client = signed_in(request.getfixturevalue(person))
    assert client.get(reverse(name, args=[batch.pk])).status_code == 403


@pytest.mark.parametrize(
    "name", ["import-undo", "import-give-up", "import-again", "import-preview", "import-check"]
)
def test_nobody_but_the_business_manager_changes_an_import(signed_in, amara, batch, name):
    assert signed_in(amara).post(reverse(name, args=[batch.pk])).status_code == 403
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READ


def test_nobody_but_the_business_manager_gives_a_file(signed_in, chris):
    assert give(signed_in(chris), plan_csv()).status_code == 403
    assert not ImportBatch.objects.exists()


def test_a_stranger_is_asked_to_sign_in(client, batch):
    assert client.get(reverse("import", args=[batch.pk])).status_code == 302


@pytest.mark.parametrize("name", ["import-undo", "import-give-up", "import-again"])
def test_nothing_is_changed_by_opening_an_address(browser, batch, name):
    assert browser.get(reverse(name, args=[batch.pk])).status_code == 405


def test_the_same_file_leads_to_its_first_import(browser, batch):
    told = give(browser, plan_csv())
    assert told.redirect_chain[-1][0] == reverse("import", args=[batch.pk])
    assert "This file was given already by Dee" in unescape(told.content.decode())


def test_no_file_is_told_in_words(browser):
    response = browser.post(reverse("import-new"), {})
    assert response.status_code == 422
    assert "Choose the plan" in response.content.decode()


def test_single_lines_can_be_left_out_in_the_preview(browser, batch):
    save(browser, batch, kept=["1", "3"])
    assert [action.ref for action in Action.objects.order_by("pk")] == ["1.1", "2.1"]


def test_ticks_are_kept_without_saving(browser, batch):
    post(browser, "import-preview", batch.pk, shown=["1", "2", "3"], kept=["1"], do="tick")
    assert "1 added, 0 changed, 0 unchanged, 2 skipped" in page(browser, "import-preview", batch.pk)
    assert not Action.objects.exists()


def test_a_preview_that_is_out_of_date_saves_nothing(browser, batch):
    page(browser, "import-preview", batch.pk)
    correct_line(row=batch.rows.get(position=1), values={"text": "Something else"}, by=batch.started_by)
    told = save(browser, batch, fingerprint="0" * 64)
    assert "The plan changed after you looked at the preview" in told
    assert not Action.objects.exists()


def test_saving_twice_by_the_back_button_saves_once(browser, batch):
    preview = page(browser, "import-preview", batch.pk)
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', preview)[1]
    for _ in range(2):
        post(browser, "import-preview", batch.pk, fingerprint=fingerprint, do="save")
    assert Action.objects.count() == 3


def test_the_preview_shows_old_and_new_values(browser, tmp_path, dee):
    import_plan(tmp_path, by=dee)
    second = read_in(tmp_path, plan_csv(changed(PLAN[:2], 0, deadline="May 2016")), by=dee)
    told = page(browser, "import-preview", second.pk, verdict="change")
    assert re.search(r"<del[^>]*>.*September 2015.*</del>", told)
    assert re.search(r"<ins[^>]*>.*May 2016.*</ins>", told)
    assert "Ask children what helped them" in page(
        browser, "import-preview", second.pk, verdict="not-in-file"
    )


def test_leads_are_divided_on_the_page_of_values(browser, batch):
    html = page(browser, "import-values", batch.pk)
    number = re.search(r'id="lead-(\w+)-split"', html)[1]
    post(browser, "import-values", batch.pk, source_title="Inspection 2015", source_kind="inspection",
         **{f"lead-{number}": "split"})  # fmt: skip
    save(browser, batch)
    leads = Action.objects.get(ref="1.2").leads.order_by("position")
    assert [lead.post.title for lead in leads] == ["Business Manager", "Chair"]
    assert Action.objects.get(ref="1.2").recommendation.source.title == "Inspection 2015"


def test_leads_can_be_written_anew(browser, batch):
    html = page(browser, "import-values", batch.pk)
    number = re.search(r'for="lead-(\w+)-one">[^<]*<[^>]*>(?:(?!legend).)*', html, re.DOTALL)[1]
    post(browser, "import-values", batch.pk, source_title="Inspection 2015", source_kind="inspection",
         **{f"lead-{number}": "other", f"titles-{number}": "Board Manager\nDeputy Chair"})  # fmt: skip
    batch.refresh_from_db()
    assert ["Board Manager", "Deputy Chair"] in batch.choices["leads"].values()


def test_a_rating_that_is_not_understood_is_asked_for(browser, tmp_path, dee):
    rows = (
        plan_csv()
        .replace(b"Deadline", b"Deadline,RAG", 1)
        .replace(b"September 2015", b"September 2015,purple", 1)
    )
    batch = read_in(tmp_path, rows, by=dee)
    told = page(browser, "import-values", batch.pk)
    assert "Not understood" in told
    post(
        browser,
        "import-values",
        batch.pk,
        source_title="Inspection",
        source_kind="inspection",
        **{re.search(r'name="(rag-\w+)"', told)[1]: "red"},
    )
    save(browser, batch)
    assert Action.objects.get(ref="1.1").rag_imported == "red"


def test_a_line_without_a_lead_is_offered_the_one_above(browser, tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 1, lead="")), by=dee)
    told = page(browser, "import-check", batch.pk, group="no_lead")
    assert "Use “Business Manager”" in told
    post(browser, "import-check", batch.pk, query="?group=no_lead", do="above-2")
    assert batch.rows.get(position=2).corrected == {"lead": "Business Manager"}


def test_all_lines_without_a_deadline_are_given_one_at_once(browser, tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 2, deadline="")), by=dee)
    told = post(browser, "import-check", batch.pk, query="?group=no_deadline", do="all", all="October 2015")
    assert "2 lines were put right" in told
    save(browser, batch)
    assert Action.objects.filter(deadline_raw="October 2015").count() == 2


def test_values_written_into_the_lines_are_kept(browser, batch):
    post(browser, "import-check", batch.pk, query="?group=no_deadline", do="each", **{"value-2": "May 2016"})
    assert batch.rows.get(position=2).corrected == {"deadline": "May 2016"}


def test_a_missing_number_is_proposed_and_given_when_confirmed(browser, tmp_path, dee):
    rows = (
        *PLAN[:2],
        ("Hear from children", *PLAN[2][1:]),
        ("3. Train staff", "Train them", "Chair", "", ""),
    )
    batch = read_in(tmp_path, plan_csv(rows), by=dee)
    assert 'value="2"' in page(browser, "import-check", batch.pk, group="number_missing")
    assert batch.rows.get(position=3).corrected == {}
    post(browser, "import-check", batch.pk, query="?group=number_missing", do="each", **{"value-3": "2"})
    assert batch.rows.get(position=3).corrected == {"recommendation_ref": "2"}


def test_a_line_opens_as_it_stands_in_the_file_and_can_be_put_right(browser, batch):
    assert "Keep a register of attendance" in page(browser, "import-line", batch.pk, 1)
    post(browser, "import-line", batch.pk, 1, recommendation_ref="1", recommendation="Meet", ref="1.7",
         text="Keep one register", kind="task", lead="Chair", deadline="May 2016")  # fmt: skip
    save(browser, batch)
    action = Action.objects.get(text="Keep one register")
    assert (action.ref, action.deadline_raw) == ("1.7", "May 2016")


def test_the_doubtful_lines_are_a_file_with_reasons(browser, tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 1, action="=HYPERLINK(1)")), by=dee)
    response = browser.get(reverse("import-reasons", args=[batch.pk]))
    told = response.content.decode("utf-8-sig")
    assert told.splitlines()[0].endswith("Reason")
    assert "No deadline. Enter when it is due." in told
    assert "'=HYPERLINK(1)" in told


def test_columns_matched_by_hand_are_read_again(browser, tmp_path, dee):
    content = b"Alpha,Beta,Gamma\r\nMeet often,Keep a register,Chair\r\nMeet often,Tell the chair,Manager\r\n"
    batch = read_in(tmp_path, content, by=dee)
    assert "No action plan was found" in page(browser, "import", batch.pk)
    assert not batch.rows.exists()
    chosen = {"column-0-0": "recommendation", "column-0-1": "action", "column-0-2": "lead", "header-0": "1"}
    post(browser, "import-columns", batch.pk, **chosen)
    save(browser, batch)
    assert [action.text for action in Action.objects.order_by("pk")] == ["Keep a register", "Tell the chair"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"column-0-0": "action", "column-0-1": "action"}, "Two columns of"),
        ({"column-0-0": "lead"}, "Choose which column holds the actions"),
    ],
)
def test_columns_that_make_no_plan_are_told_in_words(browser, batch, chosen, sentence):
    assert sentence in post(browser, "import-columns", batch.pk, **chosen)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READ


def test_undo_is_one_press_and_says_what_it_did(browser, tmp_path, dee):
    batch = import_plan(tmp_path, by=dee)
    assert "3 lines were taken back." in post(browser, "import-undo", batch.pk)
    assert not Action.objects.exists()
    assert "Undone" in page(browser, "imports")


def test_an_import_given_up_keeps_nothing_but_its_name(browser, batch, settings):
    post(browser, "import-give-up", batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.original, batch.rows.count()) == (ImportBatch.State.GIVEN_UP, None, 0)


def test_a_saved_import_can_no_longer_be_changed(browser, tmp_path, dee):
    batch = import_plan(tmp_path, by=dee)
    for name in TASKS[1:]:
        assert browser.get(reverse(name, args=[batch.pk])).status_code == 404


@pytest.mark.parametrize("verdict", ["", "add", "not-in-file", "nonsense"])
def test_the_preview_bears_any_address(browser, batch, verdict):
    assert "Preview" in page(browser, "import-preview", batch.pk, verdict=verdict, page="x")


@pytest.mark.parametrize("do", ["", "above-x", "above-99999999999", "nonsense"])
def test_the_check_bears_any_button(browser, batch, do):
    post(browser, "import-check", batch.pk, query="?group=no_deadline", do=do, **{"value-x": "1"})
    assert "Check" in page(browser, "import-check", batch.pk)


def test_whatever_stands_in_a_cell_is_shown_as_text(browser, tmp_path, dee):
    rows = [
        tuple(f"{heading} {SCRIPT}" for heading in ("1. Recommend", "Do", "Lead", "Progress", "Deadline"))
    ]
    batch = read_in(tmp_path, plan_csv(rows), by=dee, name="<b>plan</b>.csv")
    addresses = [reverse(name, args=[batch.pk]) for name in TASKS]
    addresses += [reverse("import-line", args=[batch.pk, 1]), reverse("imports")]
    for address in addresses:
        told = browser.get(address).content.decode()
        assert "alert(1)" not in told.replace("&lt;script&gt;alert(1)&lt;/script&gt;", "")
        assert "<b>plan</b>" not in told
    save(browser, batch)
    told = browser.get(addresses[0]).content.decode()
    assert "<script>alert" not in told


def test_a_look_back_shows_the_import_as_it_stood_and_changes_nothing(browser, batch):
    address = reverse("import", args=[batch.pk])
    assert browser.get(address, {"as_at": "2000-01-01"}).status_code == 404
    response = browser.post(reverse("import-give-up", args=[batch.pk]) + "?as_at=2000-01-01")
    assert response.status_code == 409
