import "antd/dist/reset.css";
import * as icons from "@ant-design/icons";
import { Button as AntButton, Card as AntCard, Checkbox, ConfigProvider, Input as AntInput, Layout, Menu, Modal as AntModal, Pagination, Radio as AntRadio, Select as AntSelect, Switch as AntSwitch, Table as AntTable, Tabs as AntTabs, Tag, Typography, theme } from "antd";
import { Mark, useLook } from "../core.jsx";
import { mapped } from "./fonticon.jsx";

const { HomeOutlined, FileTextOutlined, TeamOutlined, UserOutlined, SettingOutlined, SearchOutlined, PlusOutlined, EditOutlined, DeleteOutlined, MailOutlined, CalendarOutlined, BarChartOutlined, InboxOutlined, ShoppingCartOutlined, FileOutlined, FolderOutlined, DownloadOutlined, UploadOutlined, PrinterOutlined, StarOutlined, BellOutlined, LockOutlined, CheckOutlined, CloseOutlined, EllipsisOutlined, FilterOutlined, ReloadOutlined, ClockCircleOutlined, TagOutlined, MessageOutlined, LeftOutlined, RightOutlined, UpOutlined, DownOutlined, SendOutlined, PaperClipOutlined, PhoneOutlined, CopyOutlined, EyeOutlined, TruckOutlined, MinusOutlined } = icons;
const Icon = mapped([HomeOutlined, FileTextOutlined, TeamOutlined, UserOutlined, SettingOutlined, SearchOutlined, PlusOutlined, EditOutlined, DeleteOutlined, MailOutlined, CalendarOutlined, BarChartOutlined, InboxOutlined, ShoppingCartOutlined, FileOutlined, FolderOutlined, DownloadOutlined, UploadOutlined, PrinterOutlined, StarOutlined, BellOutlined, LockOutlined, CheckOutlined, CloseOutlined, EllipsisOutlined, FilterOutlined, ReloadOutlined, ClockCircleOutlined, TagOutlined, MessageOutlined, LeftOutlined, RightOutlined, UpOutlined, DownOutlined, SendOutlined, PaperClipOutlined, PhoneOutlined, CopyOutlined, EyeOutlined, TruckOutlined, MinusOutlined]);

const TONES = { ok: "green", bad: "red", info: "blue", mute: "default" };

function Frame({ look, children }) {
  const algorithm = [look.dark && theme.darkAlgorithm, look.theme === "alt" && theme.compactAlgorithm].filter(Boolean);
  const token = { ...(look.theme === "alt" && { colorPrimary: "#c2410c", borderRadius: 2 }), ...(look.textSize && { fontSize: look.textSize - 2 }), ...(look.font && { fontFamily: look.font }) };
  return (
    <ConfigProvider theme={{ algorithm: algorithm.length ? algorithm : theme.defaultAlgorithm, token }} componentSize={look.theme === "alt" ? "small" : "middle"}>
      {children}
    </ConfigProvider>);
}

function Shell({ brand, nav, title, children }) {
  const { token } = theme.useToken();
  const items = nav.map((one) => ({ key: one.t, icon: <Icon name={one.icon} />, label: one.label, "data-t": one.t }));
  return (
    <Layout style={{ minHeight: "100vh" }}>
      <Layout.Sider width={190} theme="dark"><div style={{ color: "#fff", padding: 18, fontWeight: 600 }}>{brand}</div>
        <Menu theme="dark" mode="inline" items={items} selectedKeys={nav.filter((one) => one.active).map((one) => one.t)} /></Layout.Sider>
      <Layout><Layout.Content style={{ padding: 20, background: token.colorBgLayout, color: token.colorText }}>
        <div className="u-between"><Typography.Title level={4}>{title}</Typography.Title>
          <span className="u-row"><Mark t="bell"><AntButton type="text" icon={<BellOutlined />} aria-label="Notices" /></Mark><Mark t="account"><AntButton type="text" icon={<UserOutlined />} aria-label="Account" /></Mark></span></div>
        {children}</Layout.Content></Layout>
    </Layout>);
}

function Button({ label, icon, kind, small, disabled }) {
  const type = { primary: "primary", quiet: "text" }[kind] ?? "default";
  return <AntButton type={type} danger={kind === "danger"} size={small ? "small" : undefined} icon={icon && <Icon name={icon} />} disabled={disabled}>{label}</AntButton>;
}

const IconButton = ({ icon, label, disabled }) => <AntButton icon={<Icon name={icon} />} aria-label={label} title={label} disabled={disabled} size="small" />;

const Check = ({ label, on, name, disabled }) => <Checkbox defaultChecked={on} disabled={disabled} aria-label={label || name}>{label}</Checkbox>;
Check.pick = ".ant-checkbox";

const Radio = ({ label, on, name, disabled }) => <AntRadio name={name} defaultChecked={on} disabled={disabled}>{label}</AntRadio>;
Radio.pick = ".ant-radio";

const Switch = ({ label, on, name, disabled }) => <span className="u-row"><AntSwitch defaultChecked={on} disabled={disabled} aria-label={label || name} />{label}</span>;
Switch.pick = ".ant-switch";

function Input({ label, value, hint, type, name, disabled }) {
  const Field = type === "password" ? AntInput.Password : AntInput;
  return <div>{label && <div>{label}</div>}<Field defaultValue={value} placeholder={hint} disabled={disabled} aria-label={label || hint || name} /></div>;
}
Input.pick = "input";

const Select = ({ label, value, options, disabled }) => (
  <div>{label && <div>{label}</div>}<AntSelect style={{ minWidth: 140 }} defaultValue={value} options={[value, ...options].map((one) => ({ value: one, label: one }))} disabled={disabled} aria-label={label || value} /></div>);
Select.pick = ".ant-select";

const Link = ({ label }) => <Typography.Link href="#">{label}</Typography.Link>;
const Badge = ({ label, tone }) => <Tag color={TONES[tone]}>{label}</Tag>;
const Tabs = ({ items, active }) => <AntTabs activeKey={active} items={items.map(([key, label]) => ({ key, label: <span data-t={`tab-${key}`}>{label}</span> }))} />;
const Card = ({ title, children, c }) => <AntCard title={title} data-c={c} size="small" style={{ marginBottom: 8 }}>{children}</AntCard>;

function Table({ cols, rows }) {
  const columns = cols.map((col, index) => ({
    title: <span data-t={col.t || undefined} style={{ cursor: "pointer" }}>{col.label}{col.sorted && " ▾"}</span>, key: index, align: col.num ? "right" : undefined,
    render: (row) => row.cells[index].node, onCell: (row) => ({ "data-t": row.cells[index].t }),
  }));
  return <AntTable size="small" columns={columns} dataSource={rows} rowKey="key" pagination={false} onRow={(row) => ({ "data-c": row.c })} style={{ marginBottom: 12 }} />;
}

const Pager = ({ pages, active }) => (
  <Pagination current={active} total={pages.length * 10} itemRender={(page, kind, node) => (
    kind === "page" ? <a href="#" data-t={`page-${page}`}>{page}</a> : <span data-t={`page-${kind}`}>{node}</span>)} />);

const Modal = ({ title, children, foot }) => <AntModal open title={title} footer={foot} closeIcon={<span data-t="d-x"><CloseOutlined /></span>} transitionName="" maskTransitionName="">{children}</AntModal>;

export default { Icon, Frame, Shell, Button, IconButton, Check, Radio, Switch, Input, Select, Link, Badge, Tabs, Card, Table, Pager, Modal };
