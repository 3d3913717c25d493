/** Closes the filter sheet of small screens when the focus leaves it, so that the sheet never hides what has focus. */
const sheet = document.querySelector(".p-facets__panel[popover]");

sheet?.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !sheet.contains(event.relatedTarget) && sheet.matches(":popover-open")) sheet.hidePopover();
});
