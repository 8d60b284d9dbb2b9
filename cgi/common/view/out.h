/* The data set of one answer: what templates may see. Names come from the program, never from input. */
#ifndef QIAO_OUT_H
#define QIAO_OUT_H

#include "base/req.h"

/* Sets a value at a dotted path; NULL is "". */
void out_s(struct req *r, const char *path, const char *value);
void out_i(struct req *r, const char *path, int64_t value);

/* A place in the data set: for lists and groups. */
struct node;
struct node *out_node(struct req *r, const char *path);
/* A new numbered child of a list: list.0, list.1 ... */
struct node *out_item(struct req *r, const char *list);
struct node *node_item(struct node *n, const char *list);
struct node *node_child(struct node *n, const char *name);
/* The next cell of a row of a table (common/list.cs). */
struct node *node_cell(struct node *row, const char *text);
void node_s(struct node *n, const char *name, const char *value);
void node_i(struct node *n, const char *name, int64_t value);

#endif
