/* A form is a table of fields, declared once: reading, checking, showing and storing follow it. */
#ifndef QIAO_FORM_H
#define QIAO_FORM_H

#include "base/req.h"
#include <stddef.h>
#include <stdio.h>

/* Each kind: how bytes become a value, how it is checked, shown and stored (form/kind.c).
 * C types: text kinds are const char * ("" = not given), all others int64_t (NONE = not given),
 * K_FILE is struct upload * (NULL = none). */
enum kind {
    K_TEXT,     /* one line; min, max in code points */
    K_LINES,    /* several lines */
    K_NAME,     /* a person's name: at least one letter */
    K_MAIL,
    K_PHONE,    /* E.164 */
    K_REACH,    /* how a person is reached: a mail address as K_MAIL, or a phone as K_PHONE */
    K_DIGITS,   /* digits of a message: folded, blanks and hyphens removed; min, max digits */
    K_CODE,     /* number of a document: folded, upper case, blanks and hyphens removed, A-Z 0-9 */
    K_USCC,     /* unified social credit code, typed as K_CODE; base/ident.h */
    K_RID,      /* resident identity number of 18 places, typed as K_CODE; base/ident.h */
    K_MRZ,      /* one 44-character line of a TD3 passport; blanks removed, upper case */
    K_COUNTRY,  /* ISO 3166-1 alpha-3 of view/country.c */
    K_CHOICE,   /* one of .choice */
    K_CHOICES,  /* any of .choice; int64_t, bit n is choice n */
    K_YESNO,    /* two radios: 1 yes, 0 no, NONE not answered */
    K_TICK,     /* a box to tick; 1 or 0; must = has to be ticked */
    K_AGREE,    /* a box to agree to a notice: the version it was shown with, 0 not ticked; app.h agree_show */
    K_DATE,     /* three fields <name>-d -m -y; day number; min, max in days from today */
    K_INT,
    K_MONEY,    /* yuan typed, fen kept */
    K_SECRET,   /* never shown again, never trimmed; min, max in code points */
    K_FILE,     /* max in bytes */
    K_HIDDEN,   /* an unsigned number carried along (ver, id) */
    K__MAX
};

enum field_flags {
    F_PRIVATE = 1, /* masked in logs and exports */
    F_SEALED = 2,  /* encrypted in its column (VARBINARY); implies private */
    F_FIND = 4,    /* column <name>_find holds the blind index */
    F_SHOWN = 8,   /* shown, never read */
    F_UNSAVED = 16, /* read and checked, but no column of the form's table */
    F_ASKED = 32,  /* wanted by a rule of the form, not by .must: shown without "(optional)" */
    F_DOUBT = 64   /* K_USCC: a wrong check sign is no fault; the program must ask uscc_is_doubtful() */
};

struct field {
    const char *name;           /* parameter, column, and key of its texts */
    enum kind kind;
    size_t at;                  /* offsetof the record */
    bool must;
    int64_t min, max;           /* unit depends on the kind; both 0: the kind's own limits */
    const char *const *choice;  /* codes, NULL at the end; texts T.choice.<texts or name>.<code> */
    const char *texts;          /* other name for choice texts; NULL: the field's name */
    unsigned flags;
    const char *fill;           /* autocomplete attribute, NULL: "off" */
    /* Extra rule of one given value: name of the fault, or NULL. Pure. today: day number. */
    const char *(*check)(const void *record, int64_t today);
};

struct form {
    const char *name;
    const char *table;          /* NULL: not stored by form_add/save/get */
    size_t size;                /* of the record */
    const struct field *field;  /* name NULL at the end */
    /* Rules between fields; calls fault_add. Everything is told at once, so it runs even when fields are
     * wrong or missing ("" and NONE); a field that has a fault keeps that one. */
    void (*check)(struct faults *f, const void *record, int64_t today);
    /* Column (DATETIME) telling that the section is complete. Such a form asks "I have completed
     * this part / I will come back later"; with "later" missing fields are no faults. NULL: none. */
    const char *mark;
    /* Column a row of this table is found by besides its id: the writer's scope (owner, application). */
    const char *scope;
    /* Constant SQL condition under which a row may still be saved ("state IN (1, 4)"); else ERR_CLASH. */
    const char *when;
    bool query;                 /* a GET query: no token, faults are ERR_GONE */
};

/* Where a field stands in its record. */
#define AT(record, member) offsetof(struct record, member)

/* Queries most pages have: a row by its number; an entry of that row (a paper, a school), NONE if it is a new one; the
 * last row of the page before, NONE on the first. */
struct id_query { int64_t id; };
struct entry_query { int64_t id, entry; };
struct after_query { int64_t after; };
extern const struct form id_query, entry_query, after_query;

/* A form that is only a button. */
struct button { int64_t none; };
extern const struct field no_fields[];
#define BUTTON(form_name) { .name = (form_name), .size = sizeof(struct button), .field = no_fields }

struct params;
struct sql;

/* Of a value of K_REACH: a phone, not a mail address. */
bool reach_is_phone(const char *s);

/* What was wrong with a posted form; kept in the arena. */
struct fault {
    const struct field *field;  /* NULL: the whole form */
    const char *name;           /* text T.error.<name> with {min}, {max}, {label} */
    int64_t limit;              /* {min} and {max} instead of the field's own; NONE: the field's */
};
struct faults {
    const struct form *form;
    struct arena *arena;
    struct fault *list;
    size_t n, room;
    bool later;                  /* the section was marked "I will come back later" */
    const struct params *typed;  /* what the person sent, shown again beside the faults */
    bool kept;                   /* there are no faults: it was typed before the session ended */
};
/*   field  name of a field of the form; NULL for the whole form. A field has one fault, the first. */
void fault_add(struct faults *f, const char *field, const char *name);
/* A limit that is a setting and not in the table; of a date the day number. */
void fault_add_limit(struct faults *f, const char *field, const char *name, int64_t limit);

/* Bytes to a typed record of form->size bytes in the arena; all faults of fields and form in r->faults.
 * Parameters not in the table are ERR_BROKEN when posted, ignored in a query. */
enum err form_read(struct req *r, const struct form *f, const struct params *in, void **ret);
/* Something was given for this field of the form. */
bool form_given(const struct form *f, const void *record, const char *field);

/* Puts the form with the values of a record (NULL: empty) under form.<name> of the data set; after a
 * post with faults, with what the person typed instead and each fault beside its field. */
void form_show(struct req *r, const struct form *f, const void *record);
/* After form_show: one more thing of a field as templates know it. "kind" "none" leaves the field out; "href" and
 * "link" are a link at its side; "version" is that of a K_AGREE. */
void form_put(struct req *r, const struct form *f, const char *field, const char *name, const char *value);
/* After form_show: whether this page asks for the field at all, and whether it must be given. */
void form_ask(struct req *r, const struct form *f, const char *field, bool asked, bool must);
/* Values only, for summary lists, under `at`: list of { name, text, empty }. */
void form_summary(struct req *r, const struct form *f, const void *record, const char *at);

/* SQL from the table. The scope is part of every text: a row outside it is ERR_GONE.
 *   scope  value of the form's scope column; form_get takes another column by name (officers: "centre") */
enum err form_add(struct req *r, const struct form *f, const void *record, uint64_t scope, uint64_t *ret_id);
enum err form_save(struct req *r, const struct form *f, const void *record, uint64_t id, uint64_t scope);
enum err form_get(struct req *r, const struct form *f, uint64_t id, const char *column, uint64_t scope, void **ret);
/* All rows of the scope, oldest first, at most 50: records one after another, *ret_n of them; ids in ret_ids. */
enum err form_list(struct req *r, const struct form *f, uint64_t scope, void **ret, uint64_t **ret_ids, size_t *ret_n);
/* Compares table and columns, tries every kind with samples: complaints to the stream. */
extern const struct sql *const form_sql[];
unsigned form_check(struct req *r, const struct form *f, FILE *complaints);

#endif
