// Once what was decided is worked out, the page shows it, unless somebody has begun to write on it.

/** @param {Element} added what htmx put in */
export function showWorkedOut(added) {
  if (!added.matches("[data-caught-up]") || !added.querySelector("a")) return;
  if (!isWrittenOn(document.getElementById("main"))) location.reload();
}

/** @param {Element | null} page */
function isWrittenOn(page) {
  if (document.querySelector("dialog[open]") || document.activeElement?.closest("#main form")) return true;
  const fields = page?.querySelectorAll("input, textarea, select") ?? [];
  return [...fields].some((field) => isChanged(field));
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some((option) => option.selected !== option.defaultSelected) && !isFirstChosen(field);
  }
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    return field.checked !== field.defaultChecked;
  }
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== field.defaultValue;
}

/**
 * A list of which no choice is marked shows its first one.
 * @param {HTMLSelectElement} field
 */
function isFirstChosen(field) {
  return field.selectedIndex === 0 && ![...field.options].some((option) => option.defaultSelected);
}
