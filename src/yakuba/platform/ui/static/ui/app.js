// Improves the staff pages; every one of them works without it.
"use strict";

// Autosave: <form data-autosave="/staff/drafts/…"> posts what is written, at most every 20 s,
// and says when in the form's element [data-saved].
function autosave(form) {
  const said = form.querySelector("[data-saved]");
  let changed = false;
  async function save() {
    if (!changed) return;
    changed = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), keepalive: true });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const now = new Date().toLocaleTimeString("ja-JP", { hour: "numeric", minute: "2-digit" });
      if (said) said.textContent = (said.dataset.saved || "{time}").replace("{time}", now);
    } catch {
      changed = true;
      if (said) said.textContent = said.dataset.failed || "";
    }
  }
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.setInterval(save, 20000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

// Counts: <textarea data-count="ID"> fills <… id="ID"><span data-written="{n}字">.
function count(area) {
  const place = document.getElementById(area.dataset.count)?.querySelector("[data-written]");
  if (!place) return;
  const show = () => { place.textContent = place.dataset.written.replace("{n}", [...area.value].length); };
  area.addEventListener("input", show);
  show();
}

document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("[data-count]").forEach(count);

// "/" goes to the jump field, as long as nobody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
  const jump = document.getElementById("jump");
  if (jump) { event.preventDefault(); jump.focus(); }
});
