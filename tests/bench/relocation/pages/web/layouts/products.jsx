// Goods in a grid; every card has the same buttons.
const ICONS = ["box", "cart", "file", "print", "bell", "clock", "truck", "tag"];

function Page({ ui, records, tr }) {
  return (
    <>
      <div className="u-bar">
        <ui.Input t="search" hint={tr("Search")} />
        <ui.Select t="sort" value="Popular first" options={["Cheapest first"]} />
        {["Furniture", "Tools", "Office"].map((one) => <ui.Check key={one} t={`only-${one}`} label={one} on={one === "Tools"} />)}
        <ui.Button t="cart" icon="cart" label="Cart (3)" />
      </div>
      <div className="u-grid" style={{ "--least": "190px" }}>
        {records("product", 12).map((one) => (
          <ui.Card key={one.key} c={one.label}>
            <div className="u-picture"><ui.Icon name={ICONS[one.number % ICONS.length]} /></div>
            <div className="u-bold"><span data-t={`${one.key}-name`}>{one.label}</span></div>
            <div className="u-between"><span>{one.amount}</span><ui.IconButton t={`${one.key}-star`} icon="star" label="Remember" /></div>
            <div className="u-row"><ui.Button t={`${one.key}-add`} small kind="primary" icon="add" label={tr("Add")} />
              <ui.Link t={`${one.key}-details`} label={tr("Details")} /></div>
          </ui.Card>))}
      </div>
    </>
  );
}

function dialog({ ui, tr }) {
  return {
    title: "Added to the cart", children: <div className="u-stack"><ui.Input t="d-count" label={tr("Quantity")} value="1" />
      <ui.Radio t="d-home" name="to" label="Deliver" on /><ui.Radio t="d-shop" name="to" label="Collect" />
      <ui.Check t="d-gift" label="Gift wrap" /></div>,
    foot: <><ui.Button t="d-more" label="Go on shopping" /><ui.Button t="d-pay" kind="primary" icon="cart" label="Check out" /></>,
  };
}

export default { id: "products", icon: "cart", title: "Products", Page, dialog };
