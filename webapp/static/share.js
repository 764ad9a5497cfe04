// Shows the share button only where the device has a share sheet; the page is whole without it.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ url: button.dataset.share }).catch(() => {});
  });
}
