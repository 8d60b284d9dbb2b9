/* The parser puts a piece of text between any two commands, most of them empty, and each is visited whenever the
 * page is drawn. Takes the empty ones out of a parsed tree; changes nothing that can be seen. */
#include "view/inside.h"
#include <stdlib.h>

static bool is_nothing(const CSTREE *n)
{
    return n->arg1.op_type == CS_TYPE_STRING && n->arg1.s && !*n->arg1.s && !n->arg1.alloc && !n->arg1.expr1 &&
           !n->arg2.expr1 && !n->vargs && !n->case_0 && !n->case_1;
}

/* One of a chain stays, so that a branch with nothing in it is still there. */
static void chain_prune(CSTREE **at)
{
    while (*at) {
        CSTREE *n = *at;

        if (is_nothing(n) && n->next) {
            *at = n->next;
            free(n);
            continue;
        }
        chain_prune(&n->case_0);
        chain_prune(&n->case_1);
        at = &n->next;
    }
}

/* The root itself is known to others and stays. */
void tree_prune(CSTREE *root)
{
    if (root)
        chain_prune(&root->next);
}
