CREATE INDEX movement_by_product ON movement (product_id);
CREATE INDEX product_by_supplier ON product (supplier_id);
CREATE INDEX audit_by_entity ON audit (entity, entity_id);
