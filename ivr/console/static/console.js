"use strict";

// The navigation of a narrow screen opens by a button; without scripts it is always open.
const button = document.querySelector(".menu-button");
const navigation = document.getElementById("navigation");
if (button && navigation) {
  document.documentElement.classList.add("scripted");
  button.hidden = false;
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    navigation.classList.toggle("open", open);
  };
  button.addEventListener("click", () => show(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
}

// Forms with data-confirm ask once more. htmx asks by hx-confirm.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
