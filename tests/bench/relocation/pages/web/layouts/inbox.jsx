// A mail folder: folders on the left, messages with the same tools on the right.
const FOLDERS = [["in", "mail", "Inbox"], ["star", "star", "Starred"], ["sent", "send", "Sent"], ["draft", "edit", "Drafts"], ["trash", "trash", "Trash"]];

function Page({ ui, records, tr }) {
  return (
    <div className="u-side">
      <div className="u-left" style={{ "--left": "170px" }}>
        <div className="u-stack">
          <ui.Button t="compose" kind="primary" icon="edit" label={tr("New")} />
          {FOLDERS.map(([id, icon, label]) => <ui.Button key={id} t={`folder-${id}`} kind="quiet" icon={icon} label={tr(label)} />)}
        </div>
      </div>
      <div className="u-grow">
        <div className="u-bar">
          <ui.Check t="all" name="All" /><ui.Input t="search" hint={tr("Search")} />
          <ui.IconButton t="reload" icon="refresh" label="Reload" /><ui.IconButton t="tag" icon="tag" label="Tag" />
        </div>
        {records("subject", 13).map((one) => (
          <div key={one.key} data-c={one.label} className="u-row u-line" style={{ flexWrap: "nowrap" }}>
            <ui.Check t={`${one.key}-mark`} name={one.label} />
            <ui.IconButton t={`${one.key}-star`} icon="star" label="Star" />
            <span style={{ flex: "0 0 120px", overflow: "hidden", whiteSpace: "nowrap" }}>{one.person}</span>
            <span className="u-grow" style={{ whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis" }}>
              <span data-t={`${one.key}-subject`} className={one.on ? "u-bold" : ""}>{one.label}</span></span>
            <span className="u-muted">{one.time}</span>
            <ui.IconButton t={`${one.key}-reply`} icon="chat" label={tr("Reply")} />
            <ui.IconButton t={`${one.key}-delete`} icon="trash" label={tr("Delete")} />
          </div>))}
      </div>
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("New"), children: <div className="u-stack"><ui.Input t="d-to" label="To" value="c.dubois@example.com" />
      <ui.Input t="d-subject" label={tr("Subject")} value="" />
      <div className="u-row"><ui.IconButton t="d-attach" icon="attach" label="Attach" /><ui.IconButton t="d-star" icon="star" label="Important" />
        <ui.Check t="d-receipt" label="Read receipt" /></div></div>,
    foot: <><ui.Button t="d-discard" label={tr("Cancel")} /><ui.Button t="d-send" kind="primary" icon="send" label="Send" /></>,
  };
}

export default { id: "inbox", icon: "mail", title: "Inbox", Page, dialog };
