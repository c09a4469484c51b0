/* A form that starts long work goes out once, and says that it is under way. All of it works without this
   script, too: the server takes the same thing only once. */
const sent = new WeakSet();

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    // A button with a name asks for a file, and the page stays.
    if (event.submitter?.name) return;
    sent.add(form);
    event.submitter?.setAttribute("aria-disabled", "true");
    const status = form.querySelector("[role=status]");
    if (status) status.textContent = `Einen Moment: ${form.dataset.once} Bitte lassen Sie die Seite offen.`;
  });
}

/* Back from the next page: what stands here is from before. */
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
