/* The boxes in which the admin searches other records have no name that a screen reader could say (WCAG 4.1.2).
   They get that of their label. */
"use strict";

function nameOf(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  return label ? label.textContent.trim().replace(/:$/, "") : select.name;
}

function nameBox(select) {
  const box = select.nextElementSibling;
  const selection = box && box.querySelector(".select2-selection");
  if (!selection) return;
  const shown = selection.querySelector("[role=textbox]");
  const chosen = shown && shown.textContent.trim();
  selection.removeAttribute("aria-labelledby");
  selection.setAttribute("aria-label", chosen ? `${nameOf(select)}: ${chosen}` : nameOf(select));
  if (shown) ["role", "aria-readonly"].forEach((name) => shown.removeAttribute(name));
  box.querySelectorAll("input").forEach((input) => input.setAttribute("aria-label", nameOf(select)));
}

function nameAll(within) {
  within.querySelectorAll("select.admin-autocomplete").forEach(nameBox);
}

window.addEventListener("load", () => {
  nameAll(document);
  const $ = django.jQuery;
  $(document).on("change", "select.admin-autocomplete", (event) => nameBox(event.target));
  $(document).on("select2:open", (event) => {
    const list = `select2-${event.target.id}-results`;
    event.target.nextElementSibling.querySelector(".select2-selection").setAttribute("aria-controls", list);
    document.querySelectorAll(".select2-container--open .select2-search__field").forEach((input) => {
      input.setAttribute("aria-label", `${nameOf(event.target)} suchen`);
      input.focus();
    });
    const results = document.getElementById(list);
    if (results) results.setAttribute("aria-label", nameOf(event.target));
  });
});
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
