// A sorted table over many pages.
function Page({ ui, records, tr }) {
  const rows = records("company", 13).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: <ui.Link t={`${one.key}-open`} label={`SO-${one.number}`} /> }, { node: one.label, t: `${one.key}-name` }, { node: one.city }, { node: one.date }, { node: one.count, num: true },
      { node: <ui.Badge label={tr(one.status)} tone={one.tone} /> },
      { node: <div className="u-row"><ui.IconButton t={`${one.key}-view`} icon="eye" label="View" /><ui.IconButton t={`${one.key}-ship`} icon="truck" label="Ship" /><ui.IconButton t={`${one.key}-more`} icon="more" label="More" /></div> }],
  }));
  const cols = ["Number", "Name", "Place", "Date", "Count", "Status", ""].map((label, index) => ({ label: tr(label), t: label && `sort-${index}`, sorted: index === 3, num: label === "Count" }));
  return (
    <>
      <div className="u-bar"><ui.Input t="search" hint={tr("Search")} /><ui.Select t="state" value={tr("Open")} options={[tr("Paid")]} />
        <ui.Button t="new" kind="primary" icon="add" label={tr("New")} /><ui.IconButton t="columns" icon="settings" label="Columns" /></div>
      <ui.Table cols={cols} rows={rows} />
      <div className="u-bar"><ui.Pager pages={[1, 2, 3, 4, 5]} active={2} /><ui.Select t="size" value="13 / page" options={["25 / page"]} /></div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Columns", children: <div className="u-stack">{["Number", "Name", "Place", "Date", "Count", "Status"].map((one) => <ui.Check key={one} t={`d-${one}`} label={tr(one)} on={one !== "Place"} />)}</div>,
    foot: <><ui.Button t="d-default" label="Default" /><ui.Button t="d-ok" kind="primary" label={tr("Save")} /></>,
  };
}

export default { id: "orders", icon: "box", title: "Orders", Page, dialog };
