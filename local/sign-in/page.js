// The sign-in pages work without this: it shows what was typed, and spares the second click of who has already decided.
for (const field of document.querySelectorAll('input[type="password"]')) {
  const { show, hide } = document.body.dataset;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "reveal", textContent: show });
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.textContent = isShown ? show : hide;
    button.setAttribute("aria-pressed", String(!isShown));
  });
  field.closest("label").after(button);
  field.closest("label").style.marginBottom = "0";
}
document.querySelector("[data-press]")?.click();
// The families' app remembers the code of an invitation that was scanned, for this tab alone; here it is typed already.
const joining = document.querySelector("[data-joining]");
if (joining !== null) {
  const key = "anhu-joining";
  if (joining.value === "") joining.value = sessionStorage.getItem(key) ?? "";
  joining.form.addEventListener("submit", () => sessionStorage.setItem(key, joining.value));
}
