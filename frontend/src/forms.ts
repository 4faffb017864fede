/* Forms that the server has written anew. */

/** Sets the controls of a form to what the page says of them, but for the field in which somebody writes. */
export function asWritten(form: HTMLFormElement): void {
  for (const control of form.elements) {
    if (control instanceof HTMLSelectElement) {
      const chosen = [...control.options].filter((option) => option.defaultSelected);
      if (control.multiple) for (const option of control.options) option.selected = option.defaultSelected;
      else control.selectedIndex = chosen[0]?.index ?? 0;
    } else if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) control.checked = control.defaultChecked;
    else if ((control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) && control !== document.activeElement) control.value = control.defaultValue;
  }
}
