CREATE TABLE suppliers (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    email       TEXT,
    phone       TEXT,
    created_at  TEXT NOT NULL
);

CREATE TABLE products (
    id             INTEGER PRIMARY KEY,
    sku            TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    unit           TEXT NOT NULL DEFAULT 'piece',
    reorder_level  INTEGER NOT NULL DEFAULT 0 CHECK (reorder_level >= 0),
    supplier_id    INTEGER REFERENCES suppliers (id),
    created_at     TEXT NOT NULL
);

CREATE INDEX products_supplier ON products (supplier_id);

-- delta is signed: +quantity for in, -quantity for out, as given for adjust
CREATE TABLE movements (
    id          INTEGER PRIMARY KEY,
    product_id  INTEGER NOT NULL REFERENCES products (id),
    kind        TEXT NOT NULL CHECK (kind IN ('in', 'out', 'adjust')),
    delta       INTEGER NOT NULL CHECK (delta <> 0),
    reason      TEXT,
    order_id    INTEGER REFERENCES orders (id),
    at          TEXT NOT NULL,
    CHECK (kind <> 'in' OR delta > 0),
    CHECK (kind <> 'out' OR delta < 0)
);

CREATE INDEX movements_product ON movements (product_id, id);

CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements
BEGIN SELECT RAISE(ABORT, 'a movement is never changed'); END;

CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements
BEGIN SELECT RAISE(ABORT, 'a movement is never deleted'); END;

CREATE TRIGGER movements_not_below_zero BEFORE INSERT ON movements
WHEN NEW.delta < 0
 AND (SELECT COALESCE(SUM(delta), 0) FROM movements WHERE product_id = NEW.product_id) + NEW.delta < 0
BEGIN SELECT RAISE(ABORT, 'stock would be negative'); END;

CREATE VIEW stock AS
SELECT p.id AS product_id, COALESCE(SUM(m.delta), 0) AS quantity
FROM products p LEFT JOIN movements m ON m.product_id = p.id
GROUP BY p.id;

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    supplier_id  INTEGER NOT NULL REFERENCES suppliers (id),
    status       TEXT NOT NULL DEFAULT 'draft'
                 CHECK (status IN ('draft', 'sent', 'partial', 'received', 'cancelled')),
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
);

CREATE TABLE order_lines (
    id               INTEGER PRIMARY KEY,
    order_id         INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id       INTEGER NOT NULL REFERENCES products (id),
    quantity         INTEGER NOT NULL CHECK (quantity >= 1),
    received         INTEGER NOT NULL DEFAULT 0,
    unit_cost_cents  INTEGER NOT NULL CHECK (unit_cost_cents >= 0),
    UNIQUE (order_id, product_id),
    CHECK (received BETWEEN 0 AND quantity)
);
