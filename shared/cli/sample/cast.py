"""The people of the prepared scenes, as plain rows, with where they work and what they allow.

Jobs read `employer/title/team/from/to`, in months before today; an empty `to` lasts still.
`crowd` is how many acquaintances outside the scene they have. Those who stand close to a scene's
end *keep* these ties, so that the scene's paths stay the ones it means to show.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cast:
    """One row. `flags` are words read by `staging.settings_of`."""

    name: str
    place: str
    country: str
    jobs: tuple[str, ...]
    flags: str = ""
    skills: str = ""
    school: str = ""
    crowd: int = 4
    lends_crowd: bool = True
    avoids: tuple[str, ...] = ()


FEUP = "FEUP/Data Engineering/2016/2018"
BERGEN = "Vestfjord tekniske høgskole/Energy Systems/2010/2013"

PREPARED: tuple[Cast, ...] = (
    Cast("Ada Oyelaran", "Lisbon", "PT",
         ("lampiao/Data Analyst/Data/66/30", "tejo/Data Engineer/Data/30/"),
         "intros openings", "Python,SQL,time series,airflow", FEUP, crowd=4),
    Cast("Noor Haddad", "Rotterdam", "NL", ("harmattan/Structural Engineer/Structures/64/5",),
         "openings", "Eurocodes,concrete,marine structures",
         "Zuma State University/Civil Engineering/2013/2017", crowd=3),
    Cast("Ingrid Solberg", "Bergen", "NO", ("fjordlys/Operations Analyst/Operations/52/",),
         "openings", "SQL,outage planning,Norwegian grid code", BERGEN, crowd=4,
         avoids=("gunnar-lie",)),
)  # fmt: skip

LISBON: tuple[Cast, ...] = (
    Cast("Bea Santos", "Porto", "PT",
         ("lampiao/Backend Developer/Data/48/25", "ribeira/Analytics Lead/Platform/25/"),
         "refers", "Python,dbt", crowd=7),
    Cast("Cai Moreau", "Madrid", "ES",
         ("vento/Data Engineer/Forecasting/98/62", "cantil/Data Engineer/Data/62/"),
         "refers", "Spark,SQL", FEUP, crowd=5),
    Cast("Dita Kovač", "Kraków", "PL", ("kopiec/Product Manager/Product/31/",),
         "", "roadmaps,research", crowd=6),
    Cast("Emeka Falk", "Madrid", "ES", ("turia-pay/Payments Engineer/Payments/44/",),
         "refers busy", "Java,PostGIS", crowd=5),
    Cast("Filipa Nogueira", "Lisbon", "PT",
         ("lampiao/Data Analyst/Data/60/34", "mare/Head of Reporting/Finance/34/"),
         "closed", "reporting", crowd=3),
    Cast("Inês Caldeira", "Lisbon", "PT", ("lampiao/Founder/Board/90/",), "intros", crowd=5),
    Cast("Rui Calado", "Porto", "PT",
         ("vento/Forecasting Analyst/Forecasting/80/27", "ribeira/Data Scientist/Platform/27/"),
         "", "time series", crowd=6),
    Cast("Joana Meireles", "Lisbon", "PT", ("tejo/Product Manager/Product/20/",), crowd=4),
    Cast("Helena Duarte", "Lisbon", "PT", ("vento/Head of Forecasting/Forecasting/95/",),
         "intros", "forecasting,leadership", crowd=5, lends_crowd=False),
    Cast("Sofia Lagarto", "Lisbon", "PT", ("vento/Data Engineer/Forecasting/40/",),
         "refers", "Python", crowd=3, lends_crowd=False),
    Cast("Nuno Vilar", "Lisbon", "PT", ("vento/Wind Site Engineer/Sites/58/",),
         "refers", "turbines", crowd=3, lends_crowd=False),
    Cast("Duarte Pinho", "Lisbon", "PT", ("vento/Head of Trading/Trading/71/",),
         "intros", "auctions", crowd=3, lends_crowd=False),
    Cast("Madalena Reis", "Lisbon", "PT", ("vento/Recruiter/People/22/",), crowd=3,
         lends_crowd=False),
    Cast("Tomé Anes", "Lisbon", "PT", ("vento/Grid Planner/Grid/49/",), crowd=2,
         lends_crowd=False),
    Cast("Marcelo Antunes", "Porto", "PT", ("kestrel/Geodata Engineer/Data/36/",),
         "refers", "PostGIS", crowd=2, lends_crowd=False),
    Cast("Yara Simões", "Porto", "PT", ("kestrel/Head of Data/Data/57/",), "intros", crowd=2,
         lends_crowd=False),
    Cast("Dina Costa", "Porto", "PT", ("kestrel/Recruiter/People/14/",), crowd=2,
         lends_crowd=False),
    Cast("Lídia Sampaio", "Lisbon", "PT", ("alcantara/Head of Insight/Data/63/",), "intros",
         crowd=2, lends_crowd=False),
    Cast("Bento Craveiro", "Lisbon", "PT", ("alcantara/Supply Planner/Supply/45/",), "refers",
         crowd=2, lends_crowd=False),
    Cast("Olga Távora", "Lisbon", "PT", ("alcantara/Analytics Engineer/Data/18/",), "hidden",
         crowd=2, lends_crowd=False),
    Cast("Gil Peixinho", "Lisbon", "PT", ("turia/Credit Risk Analyst/Risk/38/",), "", "risk",
         FEUP, crowd=4, lends_crowd=False),
    Cast("Marta Vinhas", "Braga", "PT", ("elbkontor/Supply Planner/Supply/29/",), "", "planning",
         FEUP, crowd=4, lends_crowd=False),
    Cast("Renata Lima", "Curitiba", "BR", ("garoa/Analytics Engineer/Data/33/",), "refers", "dbt",
         FEUP, crowd=5),
    Cast("João Bettencourt", "Porto", "PT", ("ribeira/Data Analyst/Data/16/",), "", "SQL",
         FEUP, crowd=4),
)  # fmt: skip

ABROAD: tuple[Cast, ...] = (
    Cast("Matej Hribar", "Gdańsk", "PL", ("wislana/Fleet Engineer/Fleet/55/",), crowd=4,
         lends_crowd=False),
    Cast("Lenka Vondrová", "Wrocław", "PL",
         ("boreal/Quality Lead/Quality/92/47", "piernik/Quality Lead/Quality/47/"), crowd=4,
         lends_crowd=False),
    Cast("Tomáš Urban", "Wrocław", "PL", ("boreal/Head of Software/Design/88/",), "intros",
         crowd=2, lends_crowd=False),
    Cast("Zuzana Pilch", "Wrocław", "PL", ("boreal/People Partner/People/30/",), crowd=2,
         lends_crowd=False),
    Cast("Tunji Alade", "Abuja", "NG", ("harmattan/Site Manager/Sites/82/",), "refers", crowd=5),
    Cast("Salma Idrissi", "Utrecht", "NL",
         ("harmattan/Cost Estimator/Tenders/60/26", "vecht/Finance Controller/Finance/26/"),
         crowd=4),
    Cast("Pieter Zwart", "Rotterdam", "NL", ("polderpay/Compliance Officer/Compliance/66/",),
         crowd=4, lends_crowd=False),
    Cast("Hilde Mertens", "Rotterdam", "NL", ("dommel/Quality Lead/Quality/41/",), crowd=4,
         lends_crowd=False),
    Cast("Saskia Lindeman", "Rotterdam", "NL",
         ("maasdok/Geotechnical Engineer/Structures/50/",), "refers", crowd=2, lends_crowd=False),
    Cast("Joost Ruiter", "Rotterdam", "NL", ("maasdok/Head of Structures/Structures/97/",),
         "intros", crowd=2, lends_crowd=False),
    Cast("Wies Kramer", "Rotterdam", "NL", ("maasdok/Recruiter/People/19/",), crowd=2,
         lends_crowd=False),
    Cast("Lars Østby", "Oslo", "NO",
         ("fjordlys/Grid Planner/Grid/70/20", "nordglimt/Head of Grid/Grid/20/"), "refers",
         crowd=5),
    Cast("Kari Nesheim", "Bergen", "NO", ("fjordlys/Grid Planner/Operations/61/",), "", crowd=3),
    Cast("Even Roald", "Trondheim", "NO",
         ("fjordlys/Operations Analyst/Operations/50/22", "nordglimt-vind/Site Lead/Sites/22/"),
         crowd=4),
    Cast("Tiril Haaland", "Bergen", "NO", ("fjordlys/People Partner/People/28/",), crowd=3),
    Cast("Aksel Brekke", "Bergen", "NO", ("fjordlys/Head of Operations/Operations/85/",),
         "intros", crowd=3),
    Cast("Gunnar Lie", "Hamburg", "DE",
         ("fjordlys/Head of Operations/Operations/110/40", "saonelog/Regional Manager/Fleet/40/"),
         crowd=4),
    Cast("Pernille Dahl", "Hamburg", "DE",
         ("fjordlys/Operations Analyst/Operations/49/27", "elbkontor/Data Analyst/Data/27/"),
         "refers", crowd=7),
    Cast("Oda Fjelde", "Bergen", "NO", ("lernhafen/Learning Designer/Courses/37/",), "", "",
         BERGEN, crowd=7),
    Cast("Mette Hagen", "Bergen", "NO", ("skagerrak/Head of Operations/Planning/76/",), "intros",
         crowd=3, lends_crowd=False),
    Cast("Sindre Kvam", "Bergen", "NO", ("skagerrak/Route Planner/Planning/42/",), "refers",
         crowd=2, lends_crowd=False),
    Cast("Live Tangen", "Bergen", "NO", ("skagerrak/Recruiter/People/17/",), crowd=2,
         lends_crowd=False),
)  # fmt: skip

CAST = PREPARED + LISBON + ABROAD
