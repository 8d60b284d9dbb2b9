/* The table of country codes. Names are in the catalogues, never here.
 * Source: ISO 3166-1, 249 officially assigned codes; ASEAN with Timor-Leste since October 2025. */
#include "view/country.h"
#include <stddef.h>
#include <string.h>

static const char *const codes[] = {
    "BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM",
    "CHN",
    "AFG", "ALA", "ALB", "DZA", "ASM", "AND", "AGO", "AIA", "ATA", "ATG", "ARG", "ARM", "ABW",
    "AUS", "AUT", "AZE", "BHS", "BHR", "BGD", "BRB", "BLR", "BEL", "BLZ", "BEN", "BMU", "BTN",
    "BOL", "BIH", "BWA", "BVT", "BRA", "IOT", "VGB", "BGR", "BFA", "BDI", "CMR", "CAN", "CPV",
    "BES", "CYM", "CAF", "TCD", "CHL", "CXR", "CCK", "COL", "COM", "COD", "COG", "COK", "CRI",
    "CIV", "HRV", "CUB", "CUW", "CYP", "CZE", "DNK", "DJI", "DMA", "DOM", "ECU", "EGY", "SLV",
    "GNQ", "ERI", "EST", "SWZ", "ETH", "FLK", "FRO", "FJI", "FIN", "FRA", "GUF", "PYF", "ATF",
    "GAB", "GMB", "GEO", "DEU", "GHA", "GIB", "GRC", "GRL", "GRD", "GLP", "GUM", "GTM", "GGY",
    "GIN", "GNB", "GUY", "HTI", "HMD", "HND", "HKG", "HUN", "ISL", "IND", "IRN", "IRQ", "IRL",
    "IMN", "ISR", "ITA", "JAM", "JPN", "JEY", "JOR", "KAZ", "KEN", "KIR", "KWT", "KGZ", "LVA",
    "LBN", "LSO", "LBR", "LBY", "LIE", "LTU", "LUX", "MAC", "MDG", "MWI", "MDV", "MLI", "MLT",
    "MHL", "MTQ", "MRT", "MUS", "MYT", "MEX", "FSM", "MDA", "MCO", "MNG", "MNE", "MSR", "MAR",
    "MOZ", "NAM", "NRU", "NPL", "NLD", "NCL", "NZL", "NIC", "NER", "NGA", "NIU", "NFK", "PRK",
    "MKD", "MNP", "NOR", "OMN", "PAK", "PLW", "PSE", "PAN", "PNG", "PRY", "PER", "PCN", "POL",
    "PRT", "PRI", "QAT", "REU", "ROU", "RUS", "RWA", "WSM", "SMR", "STP", "SAU", "SEN", "SRB",
    "SYC", "SLE", "SXM", "SVK", "SVN", "SLB", "SOM", "ZAF", "SGS", "KOR", "SSD", "ESP", "LKA",
    "BLM", "SHN", "KNA", "LCA", "MAF", "SPM", "VCT", "SDN", "SUR", "SJM", "SWE", "CHE", "SYR",
    "TWN", "TJK", "TZA", "TGO", "TKL", "TON", "TTO", "TUN", "TUR", "TKM", "TCA", "TUV", "UMI",
    "VIR", "UGA", "UKR", "ARE", "GBR", "USA", "URY", "UZB", "VUT", "VAT", "VEN", "WLF", "ESH",
    "YEM", "ZMB", "ZWE",
    NULL,
};

bool country_is(const char *code)
{
    for (const char *const *c = codes; code && *c; c++)
        if (strcmp(*c, code) == 0)
            return true;
    return false;
}

const char *const *country_codes(void)
{
    return codes;
}
