/* The front page of trust. */
#include "trust.h"

enum err home_load(struct req *r)
{
    out_i(r, "signed_in", r->who->id != 0);
    return OK;
}
