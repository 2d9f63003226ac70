const form = document.forms[0];
const note = document.getElementById("note");
const table = document.getElementById("products");

form.onsubmit = async (event) => {
  event.preventDefault();
  while (table.rows.length > 1) table.deleteRow(1);
  const response = await fetch("/api/products", { headers: { "X-Api-Key": form.key.value } });
  const data = await response.json();
  if (!response.ok) {
    note.textContent = data.error.message;
    return;
  }
  note.textContent = data.total + " products";
  for (const product of data.items) {
    const row = table.insertRow();
    const low = product.stock <= product.reorder_level;
    for (const value of [product.sku, product.name, product.stock, product.reorder_level, low ? "LOW" : ""]) {
      row.insertCell().textContent = value;
    }
  }
};
