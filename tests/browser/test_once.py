"""A form that starts long work goes out once, and says that it is under way."""

from playwright.sync_api import expect

from tests import people

SENT_TWICE = """form => [1, 2].map(() => {
    const sent = new SubmitEvent("submit", {cancelable: true, submitter: form.querySelector("button")});
    form.dispatchEvent(sent);
    return sent.defaultPrevented;
})"""


def test_the_second_click_sends_nothing_and_the_page_says_what_goes_on(desk):
    tina = desk(people.tina())
    tina.goto("/meldungen/neu/")
    form = tina.locator("form[data-once]")
    expect(form.get_by_role("status")).to_contain_text("Bitte klicken Sie nur einmal")
    assert form.evaluate(SENT_TWICE) == [False, True]
    expect(form.get_by_role("status")).to_contain_text("Einen Moment: Die Datei wird gelesen.")
    expect(form.get_by_role("button", name="Prüfen")).to_have_attribute("aria-disabled", "true")
