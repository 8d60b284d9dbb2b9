/* Identity numbers of any bytes: no crash; what passes keeps its promises; one changed place never passes. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/ident.h"
#include "base/req.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TODAY = 20780 };

/* Another sign of the alphabet at one place, both chosen by `n`. */
static char *changed(struct arena *a, const char *s, const char *alphabet, uint64_t n)
{
    char *to = arena_str(a, s);
    size_t at = n % strlen(s);
    char c = alphabet[(n >> 8) % strlen(alphabet)];

    to[at] = c == s[at] ? alphabet[((n >> 8) + 1) % strlen(alphabet)] : c;
    return to;
}

static void check_uscc(struct arena *a, const char *s, uint64_t n)
{
    static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const char *fault = uscc_fault(s);

    if (uscc_is_doubtful(s) != (fault && strcmp(fault, "uscc_check") == 0))
        abort();
    if (!fault && (strlen(s) != USCC_LENGTH || !uscc_is_doubtful(changed(a, s, signs, n))))
        abort();
    if (uscc_is_doubtful(s)) { /* exactly one last sign is right */
        char *to = arena_str(a, s);
        int right = 0;

        for (const char *c = signs; *c; c++) {
            to[USCC_LENGTH - 1] = *c;
            right += !uscc_fault(to);
        }
        if (right != 1)
            abort();
    }
}

static void check_rid(struct arena *a, const char *s, uint64_t n)
{
    const char *fault = rid_fault(s, TODAY);
    char *to = arena_str(a, "..................");
    int64_t birth;

    if (rid_from_15(s, to)) {
        if (!fault || strcmp(fault, "rid_old") || rid_fault(to, TODAY) || memcmp(to, s, 6) ||
            memcmp(to + 8, s + 6, 9) || memcmp(to + 6, "19", 2))
            abort();
        s = to;
        fault = NULL;
    } else if (strspn(to, ".") != RID_LENGTH) {
        abort();
    }
    if (fault)
        return;
    birth = rid_birth(s);
    if (birth == NONE || birth > TODAY || birth < -25567 || age_at(birth, TODAY) > 126) /* 1900-01-01 */
        abort();
    if (rid_is_male(s) != ((s[16] & 1) != 0) || !rid_fault(changed(a, s, "0123456789X", n), TODAY))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    int64_t n[2] = { 0 }, mu;
    const char *text;

    if (!a)
        a = arena_open(1 << 20);
    memcpy(n, data, size < sizeof n ? size : sizeof n);
    text = arena_strn(a, (const char *)data, size);
    check_uscc(a, text, (uint64_t)n[0] ^ size);
    check_rid(a, text, (uint64_t)n[0] ^ size);
    mu = mu_of_area(n[0]);
    if (n[0] < 0 ? mu != NONE : mu < n[0] / 10000 * 15 || mu > n[0] / 10000 * 15 + 15)
        abort();
    n[1] = (int64_t)((uint64_t)n[1] % 1000001);
    if (n[0] >= 0 && (part_of(n[0], n[1]) < 0 || part_of(n[0], n[1]) > n[0]))
        abort();
    arena_reset(a);
    return 0;
}
