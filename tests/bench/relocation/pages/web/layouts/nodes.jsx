// The machines of a computing centre: sums above, a row of the same tools for each of them below.
const SUMS = [["Ready", "ok"], ["Busy", "info"], ["Down", "bad"], ["Drained", "mute"]];

function Page({ ui, records, tr }) {
  const rows = records("folder", 10).map((one) => ({
    key: one.key, c: `node-${one.number}`,
    cells: [{ node: <ui.Link t={`${one.key}-name`} label={`node-${one.number}`} /> }, { node: <ui.Badge label={SUMS[one.number % 4][0]} tone={SUMS[one.number % 4][1]} /> },
      { node: `${one.count} %`, num: true, t: `${one.key}-load` }, { node: <ui.Switch t={`${one.key}-on`} on={one.on} name={`node-${one.number}`} /> },
      { node: <div className="u-row" style={{ flexWrap: "nowrap" }}><ui.Button t={`${one.key}-drain`} small label="Drain" /><ui.Button t={`${one.key}-boot`} small icon="refresh" label="Restart" />
        <ui.IconButton t={`${one.key}-more`} icon="more" label="More" /></div> }],
  }));
  const cols = ["Node", tr("Status"), "Load", "In use", ""].map((label, index) => ({ label, t: label && `col-${index}`, num: index === 2 }));
  return (
    <>
      <div className="u-grid" style={{ marginBottom: 14, "--least": "150px" }}>{SUMS.map(([label, tone], index) => (
        <ui.Card key={label} c={label}><div className="u-between"><span className="u-big">{[14, 6, 2, 3][index]}</span><ui.Badge label={label} tone={tone} /></div>
          <ui.Link t={`sum-${index}`} label={tr("Details")} /></ui.Card>))}</div>
      <div className="u-bar"><ui.Select t="zone" value="Zone West" options={["Zone East"]} /><ui.Input t="find" hint={tr("Search")} /><ui.Switch t="live" label="Live" on />
        <ui.Button t="add" kind="primary" icon="add" label={tr("Add")} /><ui.IconButton t="again" icon="refresh" label="Refresh" /></div>
      <ui.Table cols={cols} rows={rows} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Drain", children: <div className="u-stack"><ui.Input t="d-after" label="Minutes" value="10" /><ui.Check t="d-force" label="Even if jobs run" />
      <ui.Check t="d-tell" label="Tell the owners" on /><ui.Switch t="d-off" label="Power off then" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-drain" kind="danger" label="Drain" /></>,
  };
}

export default { id: "nodes", icon: "chart", title: "Cluster nodes", Page, dialog };
