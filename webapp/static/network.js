// Without a network a page is kept as it is, with what was typed, and leaves by itself once the network is back.
let kept = null;
document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  kept = { form: event.target, button: event.submitter };
  document.getElementById("cut").hidden = false;
});
addEventListener("online", () => {
  document.getElementById("cut").hidden = true;
  kept?.form.requestSubmit(kept.button);
  kept = null;
});
