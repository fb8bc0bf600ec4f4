// A shop for customers: filters at the side, articles one below the other, and the basket.
function Article({ ui, one, tr }) {
  return (
    <ui.Card c={one.label}>
      <div className="u-row" style={{ flexWrap: "nowrap" }}><span style={{ fontSize: 30, width: 44 }}><ui.Icon name={["tag", "box", "truck", "cart"][one.number % 4]} /></span>
        <span className="u-grow"><span className="u-bold" data-t={`${one.key}-name`}>{one.label}</span><br /><ui.Link t={`${one.key}-more`} label={`${one.count} ${tr("reviews")}`} /></span>
        <span className="u-bold">{one.amount} €</span><ui.IconButton t={`${one.key}-star`} icon="star" label="Remember" />
        <ui.Button t={`${one.key}-buy`} small kind="primary" icon="cart" label={tr("Add")} /></div>
    </ui.Card>
  );
}

function Page({ ui, records, tr }) {
  const all = records("product", 9);
  return (
    <div className="u-side">
      <div className="u-left" style={{ "--left": "190px" }}><div className="u-stack">
        <ui.Input t="find" hint={tr("Search")} />{["Furniture", "Tools", "Office", "Safety"].map((one) => <ui.Check key={one} t={`kind-${one}`} label={one} on={one === "Office"} />)}
        {["5 - 20 €", "20 - 100 €", "100 € +"].map((one, index) => <ui.Radio key={one} t={`price-${index}`} name="price" label={one} on={!index} />)}
        <ui.Button t="filter" label={tr("Filter")} /></div></div>
      <div className="u-grow">{all.slice(0, 7).map((one) => <Article key={one.key} ui={ui} one={one} tr={tr} />)}</div>
      <div className="u-left" style={{ "--left": "230px" }}><ui.Card title={tr("Basket")}><div className="u-stack">
        {records("file", 4).map((one) => <div key={one.key} data-c={one.label} className="u-between u-line"><small className="u-grow" data-t={`${one.key}-item`}>{one.label}</small><ui.IconButton t={`${one.key}-less`} icon="minus" label="Less" /><ui.IconButton t={`${one.key}-plus`} icon="add" label="More" /></div>)}
        <ui.Button t="pay" kind="primary" label={tr("Pay")} /></div></ui.Card></div>
    </div>
  );
}

function dialog({ ui, tr }) {
  return {
    title: tr("Pay"), children: <div className="u-stack"><ui.Radio t="d-card" name="by" label="Visa 4471" on /><ui.Radio t="d-bank" name="by" label="SEPA" /><ui.Radio t="d-bill" name="by" label={tr("Invoices")} />
      <ui.Input t="d-code" label="Code" value="" /><ui.Check t="d-news" label="Newsletter" /></div>,
    foot: <><ui.Button t="d-back" icon="left" label={tr("Cancel")} /><ui.Button t="d-pay" kind="primary" label={tr("Pay")} /></>,
  };
}

export default { id: "shop", icon: "tag", title: "Shop", Page, dialog };
