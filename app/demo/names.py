"""Made-up names for a company of any size: mostly short ones from many places, some long, some in other scripts."""

_FIRST = (
    "Aaliyah Abel Adaeze Agnes Aino Alba Alejandro Amara Amir Ana Anders Anh Anjali Arjun Astrid Ayumi Bartosz Beatriz "
    "Birgit Bram Camille Carlos Catalina Chiamaka Chloe Daan Daniela Darius Deniz Dilan Edda Efua Eino Elif Emeka "
    "Esperanza Esra Fatima Femi Fiona Freya Gabriel Giulia Goran Greta Gwen Habib Hanne Haruto Helena Ibrahim Ida Ilse "
    "Imani Inés Ingrid Iris Isak Ivana Jamila Jana Jarek Joana Jonas Kamala Karim Katja Kenji Kerem Kofi Lars Layla "
    "Lina Liv Lorenzo Lucía Magnus Maja Malik Manuela Marit Mateo Mehmet Mei Mikkel Mina Miriam Nadia Naomi Nils "
    "Noémie Olga Omar Oskar Paula Pedro Petra Priya Quinn Rafael Rania Renske Rosa Sanna Selma Senna Sofia Soren "
    "Tamsin Tariq Tereza Thabo Tuva Uma Valeria Vikram Wanjiru Wilma Xenia Yara Yusuf Zainab Zofia"
)
_LAST = (
    "Abbott Achterberg Adeyemi Aguirre Akhtar Albrecht Almeida Andersen Arslan Aziz Bajwa Balogun Barros Bauer Bello "
    "Benali Bianchi Boateng Bondarenko Brandão Byrne Campos Carvalho Castillo Chandra Chukwu Çelik Costa Dahl Das "
    "Delgado Demir Desai Diallo Dimitrov Dubois Eklund Elsayed Eriksen Esposito Falk Farouk Fernandes Fischer Fontana "
    "Fuentes Galanis Garnier Gomes Grabowski Gupta Haas Hakimi Hansen Hashimoto Herrera Hoang Holm Horváth Hussein "
    "Ibáñez Ilić Iyer Jansen Jensen Kaplan Kaya Keita Khoury Kimura Kipchoge Korhonen Kovač Kowalska Krüger Kumar "
    "Laurent Lehmann Lindqvist Lopes Lund Mahlangu Malik Marek Mbeki Mensah Moreau Morgan Mutasa Nair Navarro Ndiaye "
    "Novak Nowak Nyström Obi Okafor Okoye Olsen Ortega Osei Öztürk Paredes Park Patel Pereira Petrov Pham Popescu "
    "Quiroga Rahman Ramos Reyes Ricci Rossi Ruiz Sahin Saleh Santos Sato Schmidt Shah Silva Singh Soto Suzuki "
    "Szabó Tanaka Thomsen Tran Turner Ueda Vargas Vasquez Visser Vogel Wagner Walsh Weber Winter Wu Yamada Yıldız "
    "Zhang Zieliński"
)
OTHER_SCRIPTS = (
    "中村 陽子",
    "王 晓明",
    "김 서연",
    "Олена Шевчук",
    "Димитър Стоянов",
    "Ελένη Παππά",
    "ليلى حداد",
    "דנה לוי",
    "प्रिया शर्मा",
    "สมชาย ใจดี",
    "Արամ Պետրոսյան",
    "ნინო ბერიძე",
    "田中 健太郎",
    "李 雨桐",
    "박 지훈",
    "Наталія Коваль",
    "Γιώργος Δήμου",
    "محمد القاسم",
    "נועה מזרחי",
    "அருண் குமார்",
    "ትዕግስት አበበ",
)
LONG = (
    "María del Carmen Fernández-Villaverde y Ruiz de Arana",
    "Wolfgang-Maximilian Freiherr von Hohenstein-Rothenburg",
    "Oluwaseun Oluwadamilola Adebayo-Ogunbanjo",
    "Ramanathapuram Venkatasubramanian Krishnamoorthy",
    "Anne-Sophie de la Rochefoucauld-Montbrison",
    "Thiruvananthapuram Lakshminarayanan Balasubramaniam",
    "Nomvula Thandeka Khumalo-van der Westhuizen",
    "Llanfairpwllgwyngyll Bronwen Cadwaladr-Griffiths",
)
FIRST, LAST = _FIRST.split(), _LAST.split()
SCRIPT_EVERY, LONG_EVERY = 12, 25
STEP = 7919  # prime, so that it walks through all pairs of a first and a last name


def name_of(number: int, seed: int) -> str:
    """The name of candidate `number`, from 0 on. Short names come again only after some 18,000."""
    shifted = number + seed % SCRIPT_EVERY
    if shifted % LONG_EVERY == LONG_EVERY - 1:
        return LONG[shifted // LONG_EVERY % len(LONG)]
    if shifted % SCRIPT_EVERY == SCRIPT_EVERY - 1:
        return OTHER_SCRIPTS[shifted // SCRIPT_EVERY % len(OTHER_SCRIPTS)]
    return _short(number, seed)


def _short(number: int, seed: int) -> str:
    pair = (number * STEP + seed * 31) % (len(FIRST) * len(LAST))
    return f"{FIRST[pair % len(FIRST)]} {LAST[pair // len(FIRST)]}"
