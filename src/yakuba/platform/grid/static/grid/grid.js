// The grid moves and pastes as Excel does, and stores the changed rows one by one.
// Without it every row has its own button.
"use strict";

function grid(root) {
  const body = root.querySelector("tbody");
  const said = root.querySelector("[data-grid-said]");
  const list = root.querySelector("[data-grid-errors]");
  const undone = [];
  const words = (name, values) =>
    Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), root.dataset[name]);

  const rows = () => [...body.rows].filter((row) => row.querySelector("form"));
  const cells = (row) => [...row.querySelectorAll("[data-cell]")];
  const controls = (cell) => [...cell.querySelectorAll("input, select, textarea")];
  const read = (cell) => controls(cell).map((one) => (/checkbox|radio/.test(one.type) ? one.checked : one.value));
  const put = (cell, state) => controls(cell).forEach((one, n) => {
    if (/checkbox|radio/.test(one.type)) one.checked = state[n]; else one.value = state[n];
  });
  const stored = new Map();
  const keep = (row) => stored.set(row, JSON.stringify(cells(row).map(read)));
  const isChanged = (row) => stored.get(row) !== JSON.stringify(cells(row).map(read));
  const changed = () => rows().filter(isChanged);

  function tell() {
    const n = changed().length;
    said.textContent = n ? words("changed", { n }) : "";
  }
  function place(cell) {
    const row = cell.closest("tr");
    return { row, y: rows().indexOf(row), x: cells(row).indexOf(cell) };
  }
  function go(y, x) {
    const row = rows()[y];
    const cell = row && cells(row)[x];
    const one = cell && controls(cell)[0];
    if (!one) return false;
    one.focus();
    if (one.select) one.select();
    return true;
  }

  // What a cell held before it was changed, so that one step can be taken back.
  let before = null;
  body.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) before = { cell, state: read(cell) };
  });
  function note(cells) { if (cells.length) undone.push(cells); }
  function noteTyped(cell) {
    const state = read(cell);
    if (before?.cell !== cell || JSON.stringify(state) === JSON.stringify(before.state)) return;
    note([before]);
    before = { cell, state };
  }
  body.addEventListener("change", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) noteTyped(cell);
    tell();
  });
  function undo() {
    const step = undone.pop();
    if (!step) return;
    step.forEach(({ cell, state }) => put(cell, state));
    const one = controls(step[0].cell)[0];
    one.focus();
    before = { cell: step[0].cell, state: read(step[0].cell) };
    tell();
    said.textContent = `${root.dataset.undone}${said.textContent}`;
  }

  // Moving: a select keeps its arrows up and down, a text its arrows inside the words.
  function atEdge(one, forward) {
    if (one.selectionStart === null || one.selectionStart === undefined) return true;
    const all = one.selectionStart === 0 && one.selectionEnd === one.value.length;
    return all || (forward ? one.selectionStart === one.value.length : one.selectionEnd === 0);
  }
  body.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.altKey) return;
    const one = event.target;
    const { y, x } = place(cell);
    const isSelect = one.tagName === "SELECT";
    const key = event.key;
    if (key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      noteTyped(cell);
      undo();
    } else if (key === "Escape" && before) {
      put(cell, before.state);
      tell();
    } else if (key === "Enter") {
      event.preventDefault();
      go(y + (event.shiftKey ? -1 : 1), x);
    } else if ((key === "ArrowDown" || key === "ArrowUp") && !isSelect) {
      if (go(y + (key === "ArrowDown" ? 1 : -1), x)) event.preventDefault();
    } else if ((key === "ArrowRight" || key === "ArrowLeft") && atEdge(one, key === "ArrowRight")) {
      if (go(y, x + (key === "ArrowRight" ? 1 : -1))) event.preventDefault();
    }
  });

  // A block of Excel: rows by line, cells by tab, from the cell where it is pasted.
  function plain(text) { return text.normalize("NFKC").replace(/\s/g, ""); }
  function write(cell, text) {
    const all = controls(cell);
    const [one] = all;
    mark(cell, "");
    if (one.tagName === "SELECT") {
      const found = [...one.options].find((o) => plain(o.text) === plain(text) || (!text && !o.value));
      if (found) one.value = found.value; else mark(cell, words("nochoice", { text }));
    } else if (one.type === "checkbox" && all.length === 1) {
      one.checked = /^(はい|○|〇|1|true|レ|有|yes)$/i.test(plain(text));
    } else if (/checkbox|radio/.test(one.type)) {
      const wanted = text.split(/[、,・]/).map(plain).filter(Boolean);
      const labels = all.map((each) => plain(each.closest("label")?.textContent || each.labels[0]?.textContent || ""));
      const missing = wanted.find((word) => !labels.includes(word));
      if (missing) mark(cell, words("nochoice", { text: missing }));
      else all.forEach((each, n) => { each.checked = wanted.includes(labels[n]); });
    } else {
      one.value = text;
    }
  }
  function rename(row, name, title = "", next = "") {
    const old = row.dataset.row;
    row.dataset.row = name;
    for (const one of row.querySelectorAll("*")) {
      for (const { name: key, value } of [...one.attributes]) {
        if (value.includes(old)) one.setAttribute(key, value.replaceAll(old, name));
        else if (title && value.includes(title)) one.setAttribute(key, value.replaceAll(title, next));
      }
    }
  }
  function addRow() {
    const last = rows().at(-1);
    const name = `new-${Number(last.dataset.row.split("-")[1]) + 1}`;
    const made = last.cloneNode(true);
    const title = last.cells[0].firstChild.textContent.trim();
    const next = title.replace(/\d+/, (number) => Number(number) + 1);
    made.cells[0].firstChild.textContent = next;
    rename(made, name, title, next);
    body.append(made);
    cells(made).forEach((cell) => { mark(cell, ""); controls(cell).forEach(empty); });
    made.querySelector(`[name="${name}-once"]`).value = crypto.getRandomValues(new Uint32Array(4)).join("-");
    keep(made);
    return made;
  }
  function empty(one) {
    if (/checkbox|radio/.test(one.type)) one.checked = one.defaultChecked; else if (one.tagName === "SELECT") one.selectedIndex = 0; else one.value = one.defaultValue;
  }
  body.addEventListener("paste", (event) => {
    const cell = event.target.closest("[data-cell]");
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!cell || !/[\t\n]/.test(text) || (event.target.tagName === "TEXTAREA" && !text.includes("\t"))) return;
    event.preventDefault();
    const { y, x } = place(cell);
    const step = [];
    text.split("\n").forEach((line, down) => {
      const row = rows()[y + down] || (rows().at(-1).dataset.row.startsWith("new-") && addRow());
      if (!row) return;
      line.split("\t").forEach((value, right) => {
        const target = cells(row)[x + right];
        if (!target) return;
        step.push({ cell: target, state: read(target) });
        write(target, value.trim());
      });
    });
    note(step);
    before = { cell, state: read(cell) };
    tell();
  });

  // Errors stand beside their cells, and in the list above.
  function mark(cell, message) {
    const [one] = controls(cell);
    cell.querySelectorAll(".yk-err").forEach((old) => old.remove());
    controls(cell).forEach((each) => { each.removeAttribute("aria-invalid"); });
    if (!message) return;
    const shown = document.createElement("p");
    shown.className = "yk-err";
    shown.id = `${one.id}-grid-error`;
    shown.textContent = message;
    cell.prepend(shown);
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", shown.id);
  }
  function complain(row, message, one) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${one ? one.id : controls(cells(row)[0])[0].id}`;
    link.textContent = `${row.cells[0].innerText.trim()}：${message}`;
    line.append(link);
    list.append(line);
    return line;
  }
  function button(line, title, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "yk-btn yk-btn--small";
    made.textContent = title;
    made.addEventListener("click", act);
    line.append(" ", made);
  }
  function clash(row, answer) {
    const all = answer.clashes.map((one) => words("clash", one)).join(" ");
    const line = complain(row, all);
    for (const choice of ["mine", "theirs"]) {
      button(line, root.dataset[choice], async () => {
        const extra = answer.clashes.map((one) => [one.name, choice]);
        line.remove();
        if (await send(row, [["theirs", answer.version], ...extra])) window.location.reload();
      });
    }
  }

  async function send(row, extra = []) {
    const form = row.querySelector("form");
    const data = new FormData(form);
    for (const [name, value] of extra) data.set(name, value);
    cells(row).forEach((cell) => mark(cell, ""));
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (answer.redirected || ![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
    const found = await answer.json();
    if (answer.ok) {
      const version = form.querySelector("[name$='-version']");
      if (version && found.version) version.value = found.version;
      if (found.row) rename(row, found.row);
      const reason = row.querySelector("[name$='-reason']");
      if (reason) reason.value = "";
      keep(row);
      return true;
    }
    if (found.clashes) clash(row, found);
    for (const error of found.errors || []) {
      const one = row.querySelector(`[name="${error.place}"]`);
      const cell = one && one.closest("[data-cell]");
      if (cell) mark(cell, error.message);
      complain(row, error.message, one);
    }
    return false;
  }
  async function save() {
    list.replaceChildren();
    let good = 0, wrong = 0, added = false;
    try {
      for (const row of changed()) {
        const isNew = row.dataset.row.startsWith("new-");
        if (await send(row)) { good += 1; added ||= isNew; } else wrong += 1;
      }
    } catch {
      said.textContent = root.dataset.failed;
      return;
    }
    said.textContent = (good ? words("saved", { n: good }) : "") + (wrong ? words("wrong", { n: wrong }) : "");
    if (added && !wrong) window.location.reload();
    if (wrong) list.querySelector("a").focus();
  }

  rows().forEach(keep);
  root.querySelector("[data-grid-tools]").hidden = false;
  root.querySelector("[data-grid-save]").addEventListener("click", save);
  root.querySelector("[data-grid-undo]").addEventListener("click", undo);
  window.addEventListener("beforeunload", (event) => { if (changed().length) event.preventDefault(); });
  body.addEventListener("submit", (event) => keep(event.target.closest("tr")));
}

document.querySelectorAll("[data-grid]").forEach(grid);
