"use strict";

const form = document.querySelector("#access");
const message = document.querySelector("#message");
const table = document.querySelector("table");
const rows = table.querySelector("tbody");

function cell(text, name) {
  const td = document.createElement("td");
  td.textContent = text;
  if (name) td.className = name;
  return td;
}

function row(product) {
  const tr = document.createElement("tr");
  if (product.stock <= product.reorder_level) {
    tr.className = "low";
    tr.title = "at or below the reorder level";
  }
  tr.append(
    cell(product.sku, "sku"),
    cell(product.name),
    cell(product.stock, "number"),
    cell(product.reorder_level, "number"),
    cell(product.unit),
  );
  return tr;
}

async function load() {
  const query = new URLSearchParams({ limit: "200", q: document.querySelector("#words").value });
  const answer = await fetch(`/api/products?${query}`, {
    headers: { "X-Api-Key": document.querySelector("#key").value },
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error.message);
  rows.replaceChildren(...body.items.map(row));
  table.hidden = false;
  message.textContent = `${body.items.length} of ${body.total} products`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  load().catch((error) => {
    table.hidden = true;
    message.textContent = error.message;
  });
});
