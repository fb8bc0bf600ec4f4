// Who did what and when: filters, tabs, and a row for every act.
const ACTS = ["Changed", "Deleted", "Signed in", "Exported", "Created", "Approved"];

function Page({ ui, records, tr }) {
  const rows = records("person", 12).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: <ui.Check t={`${one.key}-pick`} name={one.label} on={one.on && one.count > 30} /> }, { node: `${one.date} ${one.time}` },
      { node: <ui.Link t={`${one.key}-who`} label={one.label} /> }, { node: tr(ACTS[one.number % ACTS.length]) }, { node: one.city, t: `${one.key}-place` },
      { node: <div className="u-row" style={{ flexWrap: "nowrap" }}><ui.IconButton t={`${one.key}-look`} icon="eye" label="Look" /><ui.IconButton t={`${one.key}-undo`} icon="refresh" label="Undo" />
        <ui.IconButton t={`${one.key}-lock`} icon="lock" label="Lock" /></div> }],
  }));
  const cols = ["", "Date", "Person", "Act", "Place", ""].map((label, index) => ({ label: tr(label), t: label && `col-${index}`, sorted: index === 1 }));
  return (
    <>
      <ui.Tabs items={[["acts", "Acts"], ["entries", "Sign-ins"], ["errors", "Errors"], ["exports", "Exports"]]} active="acts" />
      <div className="u-bar"><ui.Input t="from" hint="2024-01-01" /><ui.Input t="to" hint="2024-12-31" /><ui.Select t="area" value="All areas" options={["Sales"]} />
        <ui.Check t="own" label="Without my own" /><ui.Button t="apply" kind="primary" icon="filter" label={tr("Filter")} /><ui.Button t="export" icon="download" label={tr("Export")} /></div>
      <ui.Table cols={cols} rows={rows} />
      <ui.Pager pages={[1, 2, 3, 4]} active={2} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("Export"), children: <div className="u-stack"><ui.Radio t="d-csv" name="as" label="CSV" on /><ui.Radio t="d-xlsx" name="as" label="XLSX" /><ui.Radio t="d-json" name="as" label="JSON" />
      <ui.Check t="d-names" label="With names" on /><ui.Check t="d-sign" label="Signed" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-export" kind="primary" icon="download" label={tr("Export")} /></>,
  };
}

export default { id: "audit", icon: "eye", title: "Audit log", Page, dialog };
