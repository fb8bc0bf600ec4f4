// The master data of one customer, with the contacts below.
function Page({ ui, records, tr }) {
  const contacts = records("person", 5);
  return (
    <>
      <div className="u-bar">
        <ui.Button t="save" kind="primary" icon="check" label={tr("Save")} />
        <ui.Button t="cancel" label={tr("Cancel")} />
        <ui.Button t="delete" kind="danger" icon="trash" label={tr("Delete")} />
        <ui.IconButton t="print" icon="print" label={tr("Print")} />
        <ui.IconButton t="copy" icon="copy" label="Copy" />
      </div>
      <ui.Card title={tr("Details")}>
        <div className="u-two">
          <ui.Input t="name" label={tr("Name")} value="Kestrel IT" />
          <ui.Input t="vat" label="VAT" value="DE 812 556 013" />
          <ui.Input t="street" label="Street" value="Lindenweg 14" />
          <ui.Input t="city" label="City" value="22301 Hamburg" />
          <ui.Select t="group" label="Group" value="Wholesale" options={["Retail", "Export"]} />
          <ui.Select t="terms" label="Terms" value="30 days" options={["14 days", "60 days"]} />
        </div>
        <div className="u-row">
          <ui.Radio t="by-post" name="by" label="Post" on /><ui.Radio t="by-mail" name="by" label="E-mail" />
          <ui.Radio t="by-portal" name="by" label="Portal" /><ui.Check t="vip" label="Key account" on />
          <ui.Check t="hold" label="Delivery stop" />
        </div>
      </ui.Card>
      <ui.Card title={tr("Contacts")}>
        {contacts.map((one) => (
          <div key={one.key} data-c={one.label} className="u-between u-line">
            <span data-t={`${one.key}-name`} className="u-bold">{one.label}</span>
            <span className="u-muted u-grow">{one.city}</span>
            <ui.IconButton t={`${one.key}-call`} icon="phone" label="Call" />
            <ui.IconButton t={`${one.key}-mail`} icon="mail" label="Write" />
            <ui.IconButton t={`${one.key}-edit`} icon="edit" label={tr("Edit")} />
          </div>))}
      </ui.Card>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Delete this customer?",
    children: <div className="u-stack"><p>Open items stay in the books.</p>
      <ui.Check t="d-items" label="Delete contacts too" /><ui.Check t="d-mail" label="Tell the sales team" on />
      <ui.Input t="d-why" label="Reason" value="Duplicate" /></div>,
    foot: <><ui.Button t="d-keep" label={tr("Cancel")} /><ui.Button t="d-delete" kind="danger" label={tr("Delete")} /></>,
  };
}

export default { id: "customer", icon: "user", title: "Customer", Page, dialog };
