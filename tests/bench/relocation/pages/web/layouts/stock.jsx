// Goods in stock with minus and plus in every row.
function Page({ ui, records, tr }) {
  const rows = records("product", 13).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: one.number }, { node: one.label, t: `${one.key}-name` }, { node: one.city },
      { node: <div className="u-row" style={{ flexWrap: "nowrap" }}><ui.IconButton t={`${one.key}-less`} icon="minus" label="Less" /><span style={{ minWidth: 24, textAlign: "center" }}>{one.count}</span>
        <ui.IconButton t={`${one.key}-more`} icon="add" label="More" /></div> },
      { node: <ui.Switch t={`${one.key}-watch`} on={one.on} name={one.label} /> },
      { node: <ui.Button t={`${one.key}-order`} small icon="cart" label="Reorder" /> }],
  }));
  const cols = ["Number", "Name", "Place", "Count", "Watch", ""].map((label, index) => ({ label: tr(label), t: label && `col-${index}` }));
  return (
    <>
      <div className="u-bar"><ui.Select t="store" value="Leipzig B2" options={["Lyon 1"]} /><ui.Input t="scan" hint="Scan a code" /><ui.Check t="low" label="Only low stock" />
        <ui.Button t="count" kind="primary" icon="check" label="Start counting" /><ui.Button t="print" icon="print" label={tr("Print")} /></div>
      <ui.Table cols={cols} rows={rows} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Reorder", children: <div className="u-two"><ui.Input t="d-count" label={tr("Quantity")} value="24" /><ui.Select t="d-from" label="Supplier" value="Delta Freight" options={["Granite Works"]} />
      <ui.Check t="d-express" label="Express" /><ui.Check t="d-backorder" label="Back order" on /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-order" kind="primary" icon="truck" label="Order" /></>,
  };
}

export default { id: "stock", icon: "box", title: "Stock", Page, dialog };
