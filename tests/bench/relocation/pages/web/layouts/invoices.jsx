// A list of invoices with the same actions in every row.
function Page({ ui, records, tr }) {
  const rows = records("company", 16).map((one) => ({
    key: one.key, c: one.label,
    cells: [
      { node: <ui.Check t={`${one.key}-mark`} name={one.label} /> },
      { node: `INV-${one.number}`, t: `${one.key}-number` },
      { node: one.label, t: `${one.key}-name` },
      { node: one.date },
      { node: one.amount, num: true },
      { node: <ui.Badge label={tr(one.status)} tone={one.tone} /> },
      { node: (
        <div className="u-row">
          <ui.Button t={`${one.key}-edit`} label={tr("Edit")} small />
          <ui.IconButton t={`${one.key}-print`} icon="print" label={tr("Print")} />
          <ui.IconButton t={`${one.key}-delete`} icon="trash" label={tr("Delete")} />
        </div>) },
    ],
  }));
  const cols = ["", "Number", "Name", "Date", "Amount", "Status", ""];
  return (
    <>
      <div className="u-bar">
        <ui.Input t="search" hint={tr("Search")} />
        <ui.Button t="new" icon="add" label={tr("New")} kind="primary" />
        <ui.Button t="export" icon="download" label={tr("Export")} />
        <ui.Button t="filter" icon="filter" label={tr("Filter")} />
        <ui.IconButton t="refresh" icon="refresh" label="Refresh" />
      </div>
      <ui.Table cols={cols.map((label, index) => ({ label: tr(label), t: label && `sort-${index}`, num: label === "Amount" }))} rows={rows} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("New"),
    children: (
      <div className="u-two">
        <ui.Input t="d-number" label={tr("Number")} value="INV-7741" />
        <ui.Input t="d-amount" label={tr("Amount")} value="0.00" />
        <ui.Select t="d-status" label={tr("Status")} value={tr("Draft")} options={[tr("Open"), tr("Paid")]} />
        <ui.Check t="d-notify" label="Notify by e-mail" on />
        <ui.Check t="d-copy" label="Keep a copy" />
        <ui.Check t="d-lock" label="Lock the period" />
      </div>),
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-save" kind="primary" label={tr("Save")} /></>,
  };
}

export default { id: "invoices", icon: "invoice", title: "Invoices", Page, dialog };
