// A tree of folders, each with a check box and the same tools.
function Branch({ ui, one, deep, children }) {
  return (
    <li data-c={one.label}>
      <div className="u-row u-line" style={{ flexWrap: "nowrap" }}>
        <ui.IconButton t={`${one.key}-open`} icon={deep ? "right" : "down"} label="Open" />
        <ui.Check t={`${one.key}-mark`} name={one.label} on={one.on} /><ui.Icon name="folder" />
        <span className="u-grow"><span data-t={`${one.key}-name`}>{one.label}</span></span>
        <span className="u-muted">{one.count}</span><ui.IconButton t={`${one.key}-add`} icon="add" label="Add" /><ui.IconButton t={`${one.key}-edit`} icon="edit" label="Rename" />
      </div>
      {children && <ul>{children}</ul>}
    </li>
  );
}

function Page({ ui, records, tr }) {
  const all = records("folder", 14);
  const tops = all.filter((_, index) => index % 4 === 0);
  return (
    <div className="u-side">
      <div className="u-grow" style={{ maxWidth: 560 }}>
        <div className="u-bar"><ui.Input t="find" hint={tr("Search")} /><ui.Button t="expand" label="Expand all" small /><ui.Button t="collapse" label="Collapse all" small /></div>
        <ul className="u-tree">{tops.map((top) => (
          <Branch key={top.key} ui={ui} one={top}>{all.slice(all.indexOf(top) + 1, all.indexOf(top) + 4).map((one) => <Branch key={one.key} ui={ui} one={one} deep />)}</Branch>))}</ul>
      </div>
      <div className="u-left"><ui.Card title={tr("Details")}><div className="u-stack"><ui.Input t="title" label={tr("Name")} value="Contracts" />
        <ui.Switch t="shared" label="Shared" on /><ui.Switch t="locked" label="Locked" /><ui.Button t="save" kind="primary" label={tr("Save")} />
        <ui.Button t="remove" kind="danger" label={tr("Delete")} /></div></ui.Card></div>
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Move to", children: <div className="u-stack">{["Archive", "Legal", "Projects", "Public"].map((one, index) => <ui.Radio key={one} t={`d-${one}`} name="to" label={one} on={!index} />)}
      <ui.Check t="d-link" label="Leave a link" /></div>,
    foot: <><ui.Button t="d-cancel" label={tr("Cancel")} /><ui.Button t="d-move" kind="primary" label="Move" /></>,
  };
}

export default { id: "tree", icon: "folder", title: "Document tree", Page, dialog };
