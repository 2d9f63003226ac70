CREATE TABLE supplier (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL,
    email TEXT,
    phone TEXT
);

CREATE TABLE product (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    sku           TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    unit          TEXT NOT NULL,
    reorder_level INTEGER NOT NULL CHECK (reorder_level >= 0),
    supplier_id   INTEGER REFERENCES supplier (id)
);

CREATE TABLE purchase_order (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    status      TEXT NOT NULL
);

CREATE TABLE purchase_order_line (
    order_id        INTEGER NOT NULL REFERENCES purchase_order (id),
    product_id      INTEGER NOT NULL REFERENCES product (id),
    quantity        INTEGER NOT NULL CHECK (quantity > 0),
    unit_cost_cents INTEGER NOT NULL CHECK (unit_cost_cents >= 0),
    received        INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND quantity),
    PRIMARY KEY (order_id, product_id)
);

CREATE TABLE movement (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL REFERENCES product (id),
    kind       TEXT NOT NULL CHECK (kind IN ('in', 'out', 'adjust')),
    quantity   INTEGER NOT NULL,
    effect     INTEGER NOT NULL,
    reason     TEXT,
    order_id   INTEGER REFERENCES purchase_order (id),
    at         TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE audit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    entity    TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    before    TEXT,
    after     TEXT
);

CREATE TABLE api_key (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    revoked     INTEGER NOT NULL DEFAULT 0
);
