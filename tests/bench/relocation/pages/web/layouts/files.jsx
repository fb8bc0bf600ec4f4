// Files with the same tools in every row.
function Page({ ui, records, tr }) {
  const rows = records("file", 14).map((one) => ({
    key: one.key, c: one.label,
    cells: [{ node: <ui.Check t={`${one.key}-mark`} name={one.label} /> }, { node: <ui.Icon name={one.on ? "folder" : "file"} /> }, { node: <ui.Link t={`${one.key}-open`} label={one.label} /> }, { node: one.person }, { node: one.date },
      { node: <div className="u-row" style={{ flexWrap: "nowrap" }}><ui.IconButton t={`${one.key}-load`} icon="download" label={tr("Download")} /><ui.IconButton t={`${one.key}-send`} icon="send" label={tr("Share")} />
        <ui.IconButton t={`${one.key}-star`} icon="star" label="Star" /><ui.IconButton t={`${one.key}-more`} icon="more" label="More" /></div> }],
  }));
  const cols = ["", "", "Name", "Person", "Date", ""].map((label, index) => ({ label: tr(label), t: label && `sort-${index}` }));
  return (
    <>
      <div className="u-bar"><ui.Button t="upload" kind="primary" icon="upload" label={tr("Upload")} /><ui.Button t="folder" icon="folder" label={tr("New")} /><ui.Input t="search" hint={tr("Search")} />
        <ui.IconButton t="reload" icon="refresh" label="Reload" /><ui.IconButton t="print" icon="print" label={tr("Print")} /></div>
      <ui.Table cols={cols} rows={rows} />
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("Share"), children: <div className="u-stack"><ui.Input t="d-who" label={tr("Person")} value="Lea Fontaine" /><ui.Radio t="d-see" name="r" label="May see" on /><ui.Radio t="d-edit" name="r" label="May change" />
      <ui.Check t="d-until" label="Until the end of the month" /><ui.Link t="d-link" label="Copy the link" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-share" kind="primary" icon="send" label={tr("Share")} /></>,
  };
}

export default { id: "files", icon: "folder", title: "Files", Page, dialog };
