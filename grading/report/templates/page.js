"use strict";
(() => {
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const form = document.getElementById("filters");
  const told = form.querySelector("output");
  const rows = all("tr[data-s]").map((row) => ({
    row,
    task: row.closest("section").dataset.task,
    text: row.textContent.toLowerCase(),
  }));
  const kinds = ["c", "h", "w", "s"];
  const tables = all("table.sortable").map((table) => ({
    table,
    heads: all("thead th", table),
    bodies: all("tbody", table).map((body) => ({ body, rows: [...body.rows] })),
    first: all("thead th", table).findIndex((head) => head.hasAttribute("aria-sort")),
    by: -1,
    down: false,
  }));

  // Choices are what is there. A value carries a mark before it, so that "nothing is said" can be chosen, too.
  const offer = (name, values) => {
    const select = form.elements[name];
    const found = [...new Set(values)].sort();
    for (const value of found) select.add(new Option(value || "not said", "=" + value));
    select.parentElement.hidden = found.length < 2;
  };
  offer("task", all("section[data-task]").map((one) => one.dataset.task));
  for (const kind of kinds) offer(kind, rows.map(({ row }) => row.dataset[kind]).filter((value) => value !== "*"));

  const filter = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = kinds.map((kind) => [kind, form.elements[kind].value]).filter(([, value]) => value);
    const task = form.elements.task.value;
    let seen = 0;
    for (const one of rows) {
      const fits =
        words.every((word) => one.text.includes(word)) &&
        wanted.every(([kind, value]) => one.row.dataset[kind] === "*" || "=" + one.row.dataset[kind] === value);
      one.row.hidden = !fits;
      if (fits && (!task || one.task === undefined || "=" + one.task === task)) seen += 1;
    }
    for (const section of all("section[data-task]")) section.hidden = !!task && "=" + section.dataset.task !== task;
    const isNarrowed = words.length || wanted.length || task;
    told.textContent = isNarrowed ? `${seen} of ${rows.length} rows shown; summaries and drawings count all runs` : "";
  };

  const worth = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim().replace("−", "-");
    if (!/^[+-]?[\d.]/.test(text)) return /^[–]?$/.test(text) ? null : text.toLowerCase();
    return cell.classList.contains("n") ? parseFloat(text) : text.toLowerCase();
  };
  const before = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);
  const sort = (one) => {
    one.heads.forEach((head, column) => {
      if (column === one.by) head.setAttribute("aria-sort", one.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    if (one.by < 0 && one.first >= 0) one.heads[one.first].setAttribute("aria-sort", "ascending");
    for (const { body, rows } of one.bodies) {
      if (one.by < 0) {
        body.append(...rows);
        continue;
      }
      const keyed = rows.map((row, place) => ({ row, place, key: worth(row, one.by) }));
      // What is not known stands at the end, whichever way the rest goes.
      keyed.sort(
        (a, b) =>
          (a.key === null) - (b.key === null) || (one.down ? -1 : 1) * before(a.key, b.key) || a.place - b.place,
      );
      body.append(...keyed.map(({ row }) => row));
    }
  };

  const keep = (place = "") => {
    const said = new URLSearchParams();
    for (const name of ["q", "task", ...kinds]) if (form.elements[name].value) said.set(name, form.elements[name].value);
    for (const one of tables) if (one.by >= 0) said.append("sort", `${one.table.id}.${one.by}${one.down ? "d" : "u"}`);
    if (place && said.size) said.set("at", place);
    const hash = said.toString() || place;
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };
  // A link to a place leads there also where the choice of a task hides it, and what is chosen stays in the address.
  const reach = (place) => {
    const found = document.getElementById(place);
    if (!found) return;
    if (found.closest("section")?.hidden) {
      form.elements.task.value = "";
      filter();
    }
    keep(place);
    found.scrollIntoView();
  };
  const recall = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return reach(decodeURIComponent(hash));
    const said = new URLSearchParams(hash);
    for (const name of ["q", "task", ...kinds]) {
      form.elements[name].value = said.get(name) ?? "";
      if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
    }
    for (const one of tables) {
      one.by = -1;
      for (const sorted of said.getAll("sort")) {
        const [, id, column, way] = /^(.*)\.(\d+)([ud])$/.exec(sorted) ?? [];
        if (id === one.table.id && column < one.heads.length) [one.by, one.down] = [Number(column), way === "d"];
      }
      sort(one);
    }
    filter();
    document.getElementById(said.get("at"))?.scrollIntoView();
  };

  for (const one of tables) {
    one.heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const downFirst = head.classList.contains("n") && !head.classList.contains("up");
      button.addEventListener("click", () => {
        const isSorted = one.by === column || (one.by < 0 && one.first === column);
        one.down = isSorted ? !one.down : downFirst;
        one.by = column;
        sort(one);
        keep();
      });
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => (filter(), keep()));
  form.addEventListener("reset", () =>
    setTimeout(() => {
      for (const one of tables) if (one.by >= 0) (one.by = -1), sort(one);
      filter();
      keep();
    }),
  );
  addEventListener("hashchange", recall);
  form.hidden = rows.length === 0;
  recall();
})();
