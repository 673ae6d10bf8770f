"""Given and family names as found in each country; the people made of them are invented."""

from __future__ import annotations

# One country a paragraph.
# fmt: off
GIVEN: dict[str, tuple[str, ...]] = {
    "PT": (
        "Inês", "Rui", "Catarina", "Tiago", "Marta", "Duarte", "Leonor", "Nuno", "Sofia", "Vasco",
        "Joana", "Afonso", "Raquel", "Miguel", "Teresa", "Hugo",
    ),
    "ES": (
        "Lucía", "Álvaro", "Nerea", "Iker", "Carmen", "Pablo", "Aitana", "Sergio", "Rocío",
        "Marc", "Irene", "Gonzalo", "Elena", "Jordi", "Paloma", "Adrián",
    ),
    "FR": (
        "Camille", "Théo", "Aïcha", "Julien", "Manon", "Bastien", "Salomé", "Malik", "Élodie",
        "Antoine", "Yasmine", "Rémi", "Clémence", "Mamadou", "Lucie", "Quentin",
    ),
    "DE": (
        "Annika", "Jonas", "Emre", "Katharina", "Felix", "Miriam", "Lukas", "Derya", "Tobias",
        "Svenja", "Matthias", "Ayşe", "Florian", "Johanna", "Henrik", "Greta",
    ),
    "NL": (
        "Femke", "Daan", "Sanne", "Bram", "Naima", "Joris", "Lotte", "Ruben", "Fatima", "Thijs",
        "Marijke", "Sven", "Iris", "Youssef", "Anouk", "Wouter",
    ),
    "NO": (
        "Sigrid", "Eirik", "Ingvild", "Håkon", "Marte", "Sindre", "Tuva", "Olav", "Ragnhild",
        "Kristian", "Aslaug", "Bjørnar", "Maja", "Torstein", "Liv", "Magnus",
    ),
    "PL": (
        "Agnieszka", "Bartosz", "Zofia", "Mateusz", "Kinga", "Łukasz", "Marta", "Paweł",
        "Ewelina", "Szymon", "Hanna", "Wojciech", "Iga", "Rafał", "Dominika", "Kacper",
    ),
    "GB": (
        "Harriet", "Owen", "Priya", "Callum", "Imogen", "Tariq", "Rhiannon", "Samuel", "Zainab",
        "Alistair", "Chidi", "Eleanor", "Gareth", "Nadia", "Rory", "Beatrice",
    ),
    "IN": (
        "Ananya", "Rohan", "Kavya", "Arjun", "Meera", "Sanjay", "Ishita", "Vikram", "Lakshmi",
        "Farhan", "Divya", "Karthik", "Nandini", "Imran", "Pooja", "Harish",
    ),
    "NG": (
        "Chiamaka", "Tunde", "Ngozi", "Ibrahim", "Folake", "Obinna", "Halima", "Seun", "Adaeze",
        "Yusuf", "Temitope", "Uche", "Amina", "Babajide", "Ifeoma", "Kelechi",
    ),
    "BR": (
        "Larissa", "Thiago", "Juliana", "Caio", "Beatriz", "Rafael", "Thaís", "Otávio", "Camila",
        "Vinícius", "Luana", "Danilo", "Bruna", "Renato", "Jéssica", "Murilo",
    ),
    "US": (
        "Hannah", "Marcus", "Mei", "Diego", "Rachel", "Andre", "Soo-jin", "Tyler", "Alicia",
        "Desmond", "Claire", "Luis", "Naomi", "Ethan", "Latoya", "Kenji",
    ),
}

FAMILY: dict[str, tuple[str, ...]] = {
    "PT": (
        "Moreira", "Pinheiro", "Sequeira", "Carvalhal", "Nogueira", "Brandão", "Faria", "Teles",
        "Valadares", "Cordeiro", "Quintas", "Amaral", "Rebelo", "Serrano", "Lobato", "Matias",
    ),
    "ES": (
        "Ibáñez", "Romero", "Etxeberria", "Vidal", "Cano", "Prieto", "Soler", "Arroyo", "Montes",
        "Bravo", "Ferrer", "Gallardo", "Lozano", "Casado", "Rivas", "Puig",
    ),
    "FR": (
        "Lefort", "Garnier", "Benali", "Chevrier", "Diallo", "Marchand", "Roussel", "Traoré",
        "Blanchet", "Vasseur", "Haddadi", "Perrin", "Guérin", "Leclair", "Besson", "Kermadec",
    ),
    "DE": (
        "Vogt", "Reinhardt", "Yıldız", "Böhm", "Kessler", "Lindner", "Aydın", "Seifert", "Brandt",
        "Hartwig", "Pohl", "Ziegler", "Kowalke", "Thalmann", "Ebert", "Jansen",
    ),
    "NL": (
        "de Groot", "van Leeuwen", "Bakker", "Hoekstra", "El Amrani", "Vermeer", "Dijkman",
        "Postma", "van den Heuvel", "Kuipers", "Bouzid", "Schouten", "Terpstra", "Mulder", "Blom",
        "Wiersma",
    ),
    "NO": (
        "Haugland", "Strand", "Nygård", "Bakken", "Solheim", "Aasen", "Tveit", "Ødegård", "Moen",
        "Fjeld", "Lunde", "Vik", "Rønning", "Skaar", "Myhre", "Eide",
    ),
    "PL": (
        "Wrona", "Zalewski", "Kozak", "Maj", "Sikora", "Gajda", "Mazurek", "Żak", "Bielak",
        "Kurek", "Szulc", "Wilczek", "Duda", "Czapla", "Jaworek", "Pająk",
    ),
    "GB": (
        "Whitlock", "Okafor", "Pritchard", "Ashworth", "Rahman", "Fairley", "Mistry", "Cavendish",
        "Bevan", "Ogilvie", "Malik", "Thornbury", "Sutcliffe", "Grewal", "Hollis", "Penrose",
    ),
    "IN": (
        "Iyer", "Deshmukh", "Raghavan", "Bose", "Kulkarni", "Sethi", "Menon", "Qureshi",
        "Nambiar", "Chatterjee", "Reddy", "Bhatt", "Pillai", "Saxena", "Gokhale", "Ansari",
    ),
    "NG": (
        "Adeyemi", "Okonkwo", "Bello", "Eze", "Afolabi", "Nwosu", "Danjuma", "Balogun", "Obi",
        "Lawal", "Ogunleye", "Umeh", "Abubakar", "Ojo", "Anyanwu", "Salami",
    ),
    "BR": (
        "Barreto", "Figueira", "Nascimento", "Prado", "Tavares", "Queiroz", "Rezende", "Sampaio",
        "Moura", "Batista", "Peixoto", "Yamada", "Campos", "Bastos", "Guimarães", "Falcão",
    ),
    "US": (
        "Whitaker", "Delgado", "Chen", "Brooks", "Nakamura", "Hollister", "Park", "Ramirez",
        "Goldberg", "Freeman", "Kowalczyk", "Tran", "Sandoval", "McAllister", "Boone", "Novak",
    ),
}
