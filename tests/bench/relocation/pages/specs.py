"""The pages: which kit, which three businesses, which language, and the look that the person pointed in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

from tests.bench.relocation.case import Rect


@dataclass(frozen=True)
class Spec:
    """One page and its two neighbours in the same program; `dark` and `scale` (1.0 = 100 %) are those of its reference.

    `other` is a neighbour that the workflow knows, `third` one that it never saw.
    """

    kit: str
    main: str
    other: str
    third: str
    brand: str
    lang: str = "en"
    dark: bool = False
    scale: float = 1.0

    @property
    def name(self) -> str:
        """What its folder and its cases are called."""
        return f"{self.kit}-{self.main}"

    @property
    def host(self) -> str:
        """The name that stands in the address bar."""
        return self.brand.lower().replace(" ", "") + ".localhost"

    @cached_property
    def window(self) -> Rect:
        """Where the reference window stands, seeded by the name so that every page has another place and size."""
        chance = random.Random(self.name)
        grow = 1.0 if self.scale == 1 else 1.2
        width = min(int(chance.randint(1040, 1360) * grow), 1600)
        height = min(int(chance.randint(720, 900) * grow), 980)
        return (chance.randint(30, 1860 - width), chance.randint(20, 1060 - height), width, height)


SPECS = (
    Spec("bootstrap", "invoices", "customer", "dashboard", "LedgerOne"),
    Spec("antd", "settings", "orders", "files", "Workbench", dark=True),
    Spec("adminlte", "inbox", "ticket", "profile", "Hafenpost", lang="es"),
    Spec("tabler", "products", "wizard", "stock", "Marktplatz"),
    Spec("coreui", "permissions", "settings", "report", "Torwache", lang="de", dark=True),
    Spec("bulma", "customer", "kanban", "invoices", "Contact Desk", scale=1.25),
    Spec("patternfly", "stock", "tree", "orders", "Warehouse Nine", dark=True),
    Spec("mui", "dashboard", "timesheet", "products", "Fernblick"),
    Spec("carbon", "orders", "login", "customer", "Orderline", lang="fr"),
    Spec("fluent", "files", "profile", "calendar", "Ablage", scale=1.5),
    Spec("bootstrap", "timesheet", "calendar", "chat", "Stundenwerk", lang="de"),
    Spec("antd", "wizard", "products", "inbox", "Bestellwerk", scale=1.25),
    Spec("adminlte", "login", "dashboard", "stock", "Portal West"),
    Spec("tabler", "ticket", "kanban", "files", "Helpline", dark=True),
    Spec("coreui", "report", "profile", "invoices", "Figures Plus"),
    Spec("bulma", "kanban", "settings", "tree", "Teamboard"),
    Spec("patternfly", "tree", "permissions", "chat", "Archiva", lang="fr"),
    Spec("mui", "calendar", "customer", "orders", "Room Service", dark=True, scale=1.25),
    Spec("carbon", "profile", "report", "ticket", "Staffroom", dark=True),
    Spec("fluent", "chat", "inbox", "wizard", "Talkdesk", dark=True),
    Spec("mui", "inbox", "files", "permissions", "Posta"),
    Spec("carbon", "permissions", "stock", "kanban", "Gatekeeper"),
    Spec("tabler", "chat", "ticket", "projects", "Beistand"),
    Spec("bootstrap", "catalogue", "booking", "kanban", "Shelfkeeper"),
    Spec("antd", "timesheet", "wizard", "report", "Zeitlinie", lang="de", dark=True),
    Spec("mui", "profile", "tree", "calendar", "Peoplehub", scale=1.25),
    Spec("carbon", "audit", "nodes", "profile", "Tracebook", dark=True),
    Spec("fluent", "booking", "chat", "kanban", "Praxis Nord", lang="de"),
    Spec("patternfly", "nodes", "audit", "ticket", "Rechenhaus"),
    Spec("coreui", "kanban", "calendar", "projects", "Atelier", lang="fr"),
    Spec("bulma", "shop", "catalogue", "login", "Mercado Sur", lang="es", dark=True),
    Spec("adminlte", "projects", "wizard", "report", "Bauplan", lang="fr", dark=True, scale=1.25),
)
SEALED = frozenset(
    {"tabler-chat", "bootstrap-catalogue", "antd-timesheet", "mui-profile", "carbon-audit", "fluent-booking"}
    | {"patternfly-nodes", "coreui-kanban", "bulma-shop", "adminlte-projects"}
)
"""The pages kept for judging: nothing is ever fitted on them."""
