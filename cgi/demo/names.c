/* Names of demo people in their own scripts; given by hand, belonging to nobody. */
#include "demo.h"
#include <string.h>

static const struct name names[] = {
    { "LAO", "ສົມສັກ ພົມມະຈັນ", "PHOMMACHANH", "SOMSAK", "Vientiane" },
    { "MMR", "ထင်လင်း", "HTIN LINN", NULL, "Mandalay" },
    { "THA", "สมชาย ใจดี", "JAIDEE", "SOMCHAI", "Chiang Rai" },
    { "VNM", "Nguyễn Thị Hương", "NGUYEN", "THI HUONG", "Hà Nội" },
    { "KHM", "សុខ ច័ន្ទ", "SOK", "CHAN", "Phnom Penh" },
    { "IDN", "Sukarni", "SUKARNI", NULL, "Yogyakarta" },
    { "MYS", "Nurul Aisyah binti Ahmad", "NURUL AISYAH BINTI AHMAD", NULL, "Kota Bharu" },
    { "PHL", "Maria Clara dela Cruz", "DELA CRUZ", "MARIA CLARA", "Cebu" },
    { "BRN", "Haji Awang Salleh", "HAJI AWANG SALLEH", NULL, "Bandar Seri Begawan" },
    { "SGP", "陈美玲", "TAN", "MEI LING", "Singapore" },
    { "TLS", "João da Costa", "DA COSTA", "JOAO", "Dili" },
    { "LAO", "ຄຳພອນ", "KHAMPHONE", NULL, "Luang Namtha" },
    { "LAO", "ນາງ ບົວວັນ ສີສຸກ", "SISOUK", "BOUAVANH", "Oudomxay" },
    { "MMR", "မခင်စန္ဒာဝင်း", "KHIN SANDAR WIN", NULL, "Kengtung" },
    { "THA", "พิมพ์ชนก ศรีสุข", "SRISUK", "PIMCHANOK", "Nan" },
    { "VNM", "Trần Văn Minh", "TRAN", "VAN MINH", "Điện Biên Phủ" },
    { "KHM", "ស្រីពៅ", "SREYPOV", NULL, "Siem Reap" },
    { "IDN", "Putri Wulandari", "WULANDARI", "PUTRI", "Medan" },
    { "LAO", "ແສງດາວ ວົງສາ", "VONGSA", "SENGDAO", "Phongsaly" },
    { "LAO", "ທ້າວ ໄຊຍະສິດ", "XAYASITH", NULL, "Bokeo" },
    { "MMR", "နော်ဖောလဝါ", "NAW PAW LA WAH", NULL, "Hpa-An" },
    { "THA", "ณัฐพล วงศ์ไทย", "WONGTHAI", "NATTAPHON", "Chiang Mai" },
    { "VNM", "Lê Quang Dũng", "LE", "QUANG DUNG", "Lào Cai" },
    { "PHL", "Jose Rizalino Santos", "SANTOS", "JOSE RIZALINO", "Davao" },
};

const struct name *name_at(size_t i, size_t *ret_count)
{
    *ret_count = sizeof names / sizeof *names;
    return &names[i % *ret_count];
}

static const struct {
    const char *country, *lang, *phone, *tongue;
} countries[] = {
    { "LAO", "lo", "+85620", "ພາສາລາວ" },       { "THA", "th", "+668", "ภาษาไทย" },
    { "VNM", "vi", "+849", "Tiếng Việt" },      { "MMR", "my", "+959", "မြန်မာစကား" },
    { "KHM", "km", "+8551", "ភាសាខ្មែរ" },         { "IDN", "id", "+628", "Bahasa Indonesia" },
    { "MYS", "ms", "+601", "Bahasa Melayu" },   { "PHL", "fil", "+639", "Tagalog" },
    { "BRN", "ms", "+6738", "Bahasa Melayu" },  { "SGP", "zh", "+659", "华语" },
    { "TLS", "en", "+6707", "Tetun" },
};
enum { COUNTRIES = sizeof countries / sizeof *countries };

const char *country_lang(const char *country)
{
    for (size_t i = 0; i < COUNTRIES; i++)
        if (strcmp(countries[i].country, country) == 0)
            return countries[i].lang;
    return "en";
}

const char *country_phone(const char *country)
{
    for (size_t i = 0; i < COUNTRIES; i++)
        if (strcmp(countries[i].country, country) == 0)
            return countries[i].phone;
    return "+86";
}

const char *country_tongue(const char *country)
{
    for (size_t i = 0; i < COUNTRIES; i++)
        if (strcmp(countries[i].country, country) == 0)
            return countries[i].tongue;
    return "English";
}
