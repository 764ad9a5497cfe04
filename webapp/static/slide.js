// A slider beside the number of a range: moving one moves the other. Without it the number alone answers.
for (const slider of document.querySelectorAll("[data-moves]")) {
  const number = document.getElementById(slider.dataset.moves);
  slider.hidden = false;
  const follow = () => { if (number.value !== "" && !isNaN(number.value.replace(",", "."))) slider.value = number.value.replace(",", "."); };
  follow();
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", follow);
}
