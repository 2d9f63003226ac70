PRAGMA journal_mode = WAL;

CREATE TABLE IF NOT EXISTS api_key (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('read', 'write', 'admin')),
    locator  TEXT NOT NULL,
    salt     BLOB NOT NULL,
    digest   BLOB NOT NULL,
    created  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    revoked  TEXT
) STRICT;

CREATE INDEX IF NOT EXISTS api_key_locator ON api_key (locator);

CREATE TABLE IF NOT EXISTS supplier (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL CHECK (name <> ''),
    email  TEXT,
    phone  TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS product (
    id             INTEGER PRIMARY KEY,
    sku            TEXT NOT NULL UNIQUE CHECK (sku NOT GLOB '*[^A-Z0-9-]*' AND length(sku) BETWEEN 3 AND 24),
    name           TEXT NOT NULL CHECK (name <> ''),
    unit           TEXT NOT NULL,
    reorder_level  INTEGER NOT NULL CHECK (reorder_level >= 0),
    supplier_id    INTEGER REFERENCES supplier (id),
    stock          INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0)
) STRICT;

CREATE TABLE IF NOT EXISTS movement (
    id          INTEGER PRIMARY KEY,
    at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    product_id  INTEGER NOT NULL REFERENCES product (id),
    kind        TEXT NOT NULL CHECK (kind IN ('in', 'out', 'adjust')),
    quantity    INTEGER NOT NULL,
    reason      TEXT,
    CHECK (CASE kind WHEN 'adjust' THEN quantity <> 0 AND reason IS NOT NULL ELSE quantity >= 1 END)
) STRICT;

CREATE INDEX IF NOT EXISTS movement_product ON movement (product_id);

-- The stock of a product follows its movements; its CHECK refuses what would go below 0.
CREATE TRIGGER IF NOT EXISTS movement_moves_stock AFTER INSERT ON movement
BEGIN
    UPDATE product
    SET stock = stock + CASE NEW.kind WHEN 'out' THEN -NEW.quantity ELSE NEW.quantity END
    WHERE id = NEW.product_id;
END;

CREATE TRIGGER IF NOT EXISTS movement_stays BEFORE UPDATE ON movement
BEGIN SELECT RAISE(ABORT, 'movements stay as they are'); END;

CREATE TRIGGER IF NOT EXISTS movement_is_kept BEFORE DELETE ON movement
BEGIN SELECT RAISE(ABORT, 'movements are kept'); END;

CREATE TABLE IF NOT EXISTS purchase_order (
    id           INTEGER PRIMARY KEY,
    supplier_id  INTEGER NOT NULL REFERENCES supplier (id),
    status       TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'received'))
) STRICT;

CREATE TABLE IF NOT EXISTS purchase_line (
    order_id         INTEGER NOT NULL REFERENCES purchase_order (id),
    product_id       INTEGER NOT NULL REFERENCES product (id),
    quantity         INTEGER NOT NULL CHECK (quantity >= 1),
    unit_cost_cents  INTEGER NOT NULL CHECK (unit_cost_cents >= 0),
    PRIMARY KEY (order_id, product_id)
) STRICT;

CREATE TABLE IF NOT EXISTS audit_entry (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    key_name   TEXT NOT NULL,
    action     TEXT NOT NULL,
    entity     TEXT NOT NULL,
    entity_id  INTEGER NOT NULL,
    after      TEXT
) STRICT;

CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END;

CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are kept'); END;
