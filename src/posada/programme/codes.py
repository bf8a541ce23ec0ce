"""Codes that many tables share, and the words that people write where a code is wanted.

A word that is no code is never taken for one: it only gives the message its "did you mean".
"""

from __future__ import annotations

_COUNTRY_PAIRS = """
    AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA
    AZ:AZE BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES
    BR:BRA BS:BHS BT:BTN BV:BVT BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK
    CL:CHL CM:CMR CN:CHN CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA
    DO:DOM DZ:DZA EC:ECU EE:EST EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA
    GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS
    GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND
    IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA
    KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA
    LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ
    MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM NC:NCL NE:NER NF:NFK NG:NGA NI:NIC
    NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG PH:PHL PK:PAK PL:POL PM:SPM
    PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS RW:RWA SA:SAU SB:SLB SC:SYC
    SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD ST:STP SV:SLV
    SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON TR:TUR
    TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR
    VN:VNM VU:VUT WF:WLF WS:WSM YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE
"""
_ALPHA_3_OF = dict(pair.split(":") for pair in _COUNTRY_PAIRS.split())

COUNTRIES = frozenset(_ALPHA_3_OF.values()) | {"XKX", "XXA", "XXB", "XXC"}
"""ISO 3166-1 alpha-3, with Kosovo (XKX), stateless (XXA) and refugees (XXB, XXC) as in ICAO Doc 9303."""

COUNTRY_WORDS = {
    **{alpha_2.casefold(): alpha_3 for alpha_2, alpha_3 in _ALPHA_3_OF.items()},
    "belice": "BLZ",
    "belize": "BLZ",
    "brasil": "BRA",
    "brazil": "BRA",
    "chile": "CHL",
    "colombia": "COL",
    "costa rica": "CRI",
    "cuba": "CUB",
    "ecuador": "ECU",
    "el salvador": "SLV",
    "estados unidos": "USA",
    "guatemala": "GTM",
    "haiti": "HTI",
    "haití": "HTI",
    "honduras": "HND",
    "mexico": "MEX",
    "méxico": "MEX",
    "nicaragua": "NIC",
    "panama": "PAN",
    "panamá": "PAN",
    "peru": "PER",
    "perú": "PER",
    "república dominicana": "DOM",
    "salvador": "SLV",
    "united states": "USA",
    "venezuela": "VEN",
}
"""What people write for a country, in small letters, and its code."""

_CURRENCY_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
    SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED
    VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL
"""
CURRENCIES = frozenset(_CURRENCY_CODES.split())
"""ISO 4217."""

CURRENCY_WORDS = {"dólares": "USD", "dollars": "USD", "mn": "MXN", "pesos": "MXN", "us$": "USD"}
"""What people write for a currency, in small letters, and its code."""

LANGUAGE_WORDS = {
    "ar": "ara",
    "arabic": "ara",
    "creole": "hat",
    "criollo": "hat",
    "en": "eng",
    "english": "eng",
    "es": "spa",
    "español": "spa",
    "espanol": "spa",
    "fr": "fra",
    "francés": "fra",
    "fre": "fra",
    "french": "fra",
    "garifuna": "cab",
    "haitian": "hat",
    "haitian creole": "hat",
    "ht": "hat",
    "inglés": "eng",
    "k'iche'": "quc",
    "portuguese": "por",
    "portugués": "por",
    "pt": "por",
    "q'eqchi'": "kek",
    "spanish": "spa",
}
"""What people write for a language, in small letters, and its ISO 639-3 code."""
