import { beforeEach, describe, expect, it } from "vitest";
import { asWritten } from "../src/forms";

describe("a form that came back", () => {
  let form: HTMLFormElement;
  const control = <T extends HTMLElement>(selector: string) => form.querySelector<T>(selector) as T;

  beforeEach(() => {
    document.body.innerHTML = `<form><input name="text" value="told"><input type="checkbox" name="type" value="siege">
      <select name="measure"><option value="">any</option><option value="killed">killed</option></select></form>`;
    form = document.querySelector("form") as HTMLFormElement;
    control<HTMLInputElement>("[type=checkbox]").checked = true;
    control<HTMLInputElement>("[name=text]").value = "written";
    control<HTMLSelectElement>("select").value = "killed";
  });

  it("shows what the page says", () => {
    asWritten(form);
    expect([...new FormData(form)]).toEqual([["text", "told"], ["measure", ""]]);
  });

  it("leaves the field alone in which somebody writes", () => {
    control("[name=text]").focus();
    asWritten(form);
    expect(control<HTMLInputElement>("[name=text]").value).toBe("written");
  });
});
