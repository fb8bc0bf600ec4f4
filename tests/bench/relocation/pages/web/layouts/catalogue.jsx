// The articles of a shop as its keepers see them: wide cards with stock, price and switches.
function Article({ ui, one, tr }) {
  return (
    <ui.Card title={one.label} c={one.label}>
      <div className="u-between"><ui.Badge label={tr(one.status)} tone={one.tone} /><span data-t={`${one.key}-code`}>{`A-${one.number}`}</span></div>
      <div className="u-row" style={{ margin: "8px 0", flexWrap: "nowrap" }}><div style={{ width: 92 }}><ui.Input t={`${one.key}-price`} name={`${one.label} price`} value={one.amount} /></div>
        <ui.IconButton t={`${one.key}-less`} icon="minus" label="Less" /><span style={{ minWidth: 22, textAlign: "center" }}>{one.count}</span><ui.IconButton t={`${one.key}-plus`} icon="add" label="More" /></div>
      <ui.Switch t={`${one.key}-shown`} label={tr("In the shop")} on={one.on} />
      <div className="u-row" style={{ marginTop: 8 }}><ui.Button t={`${one.key}-save`} small kind="primary" label={tr("Save")} /><ui.Button t={`${one.key}-copy`} small icon="copy" label={tr("Copy")} />
        <ui.IconButton t={`${one.key}-drop`} icon="trash" label={tr("Delete")} /></div>
    </ui.Card>
  );
}

function Page({ ui, records, tr }) {
  return (
    <>
      <ui.Tabs items={[["all", "All"], ["sale", "On sale"], ["gone", "Sold out"]]} active="all" />
      <div className="u-bar"><ui.Input t="find" hint={tr("Search")} /><ui.Select t="group" value="All groups" options={["Tools"]} /><ui.Check t="photo" label="Without photo" />
        <ui.Button t="new" kind="primary" icon="add" label={tr("New")} /><ui.Button t="load" icon="upload" label="Import" /></div>
      <div className="u-grid" style={{ "--least": "240px" }}>{records("product", 8).map((one) => <Article key={one.key} ui={ui} one={one} tr={tr} />)}</div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Import", children: <div className="u-stack"><ui.Radio t="d-add" name="how" label="Only new ones" on /><ui.Radio t="d-all" name="how" label="Replace all" />
      <ui.Select t="d-from" label="From" value="Table" options={["Web"]} /><ui.Check t="d-price" label="With prices" on /><ui.Check t="d-photo" label="With photos" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-load" kind="primary" icon="upload" label="Import" /></>,
  };
}

export default { id: "catalogue", icon: "tag", title: "Articles", Page, dialog };
