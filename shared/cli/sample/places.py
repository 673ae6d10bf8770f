"""Countries, cities, schools and what a salary is worth there. Schools are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """`salary_factor` turns a western European yearly salary in EUR into local currency."""

    code: str
    cities: tuple[str, ...]
    languages: tuple[str, ...]
    currency: str
    salary_factor: float
    schools: tuple[str, ...]
    newcomers_from: tuple[str, ...]


COUNTRIES: dict[str, Country] = {
    each.code: each
    for each in (
        Country("PT", ("Lisbon", "Porto", "Braga"), ("pt", "en"), "EUR", 0.75,
                ("Escola Politécnica do Tejo", "Universidade da Ribeira"), ("BR", "IN", "FR")),
        Country("ES", ("Madrid", "Valencia", "Bilbao"), ("es", "en"), "EUR", 0.8,
                ("Universidad del Manzanares", "Escuela Técnica de Levante"), ("PT", "BR")),
        Country("FR", ("Lyon", "Nantes", "Paris"), ("fr", "en"), "EUR", 0.95,
                ("École des Mines de la Saône", "Université du Vieux-Port"), ("PT", "NG")),
        Country("DE", ("Berlin", "Hamburg", "Stuttgart"), ("de", "en"), "EUR", 1.1,
                ("Technische Hochschule Havelufer", "Universität Elbmarsch"), ("PL", "IN", "ES")),
        Country("NL", ("Rotterdam", "Utrecht", "Eindhoven"), ("nl", "en"), "EUR", 1.05,
                ("Hogeschool Maasmond", "Universiteit Vechtdal"), ("DE", "IN", "PL")),
        Country("NO", ("Oslo", "Bergen", "Trondheim"), ("no", "en"), "NOK", 13.5,
                ("Vestfjord tekniske høgskole", "Universitetet i Akerselva"), ("PL", "DE")),
        Country("PL", ("Kraków", "Gdańsk", "Wrocław"), ("pl", "en"), "PLN", 2.9,
                ("Politechnika Nadwiślańska", "Akademia Bałtycka"), ("GB", "IN")),
        Country("GB", ("Bristol", "Leeds", "Glasgow"), ("en",), "GBP", 0.92,
                ("Severnside University", "Aire Valley College"), ("NG", "IN", "PL")),
        Country("IN", ("Bengaluru", "Pune", "Chennai"), ("en", "hi"), "INR", 38.0,
                ("Deccan Institute of Engineering", "Coromandel University"), ("US", "GB")),
        Country("NG", ("Lagos", "Abuja", "Ibadan"), ("en", "yo"), "NGN", 420.0,
                ("Lagoon University of Technology", "Zuma State University"), ("GB",)),
        Country("BR", ("São Paulo", "Recife", "Curitiba"), ("pt", "en"), "BRL", 3.0,
                ("Universidade Federal da Garoa", "Instituto Capibaribe"), ("PT", "US")),
        Country("US", ("Denver", "Boston", "Chicago"), ("en",), "USD", 1.5,
                ("Front Range State University", "Charles Basin College"), ("IN", "BR", "NG")),
    )
}  # fmt: skip
