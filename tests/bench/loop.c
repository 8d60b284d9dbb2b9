/* The statements of the officers' list in a bare loop over the client library: what the database itself costs, without
 * any page around it. Texts are those of the programs. Never installed.
 *   loop SOCKET DATABASE USER PASSWORD SECONDS PROCESSES SESSION CENTRE   prints how many rounds all made together
 *   SESSION  hash of a session in hex; CENTRE  organisation whose queue is read
 *   loop --session SOCKET DATABASE USER PASSWORD SECONDS SESSION   prints how many microseconds the look-up of a session
 *   takes, the median of all
 *   loop --texts   prints the statements for the twin, lines "name TAB text" */
#include "auth/session.h"
#include "crypt/crypt.h"
#include "data/db.h"
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COLUMNS_MAX = 32, TEXT_MAX = 512, PARAMS_MAX = 8, STATE = 2, PROCESSES_MAX = 64, TIMES_MAX = 1 << 20 };

extern const struct sql list_centre, count_centre, find_own; /* cgi/apply/store.c */

struct arguments {
    const char *socket, *database, *user, *password;
    int seconds;
    unsigned char session[32];
    unsigned long long centre;
};

struct statement {
    MYSQL_STMT *stmt;
    MYSQL_BIND out[COLUMNS_MAX];
    char text[COLUMNS_MAX][TEXT_MAX];
    unsigned long length[COLUMNS_MAX];
};

static _Noreturn void stop(const char *what, const char *why)
{
    fprintf(stderr, "loop: %s: %s\n", what, why);
    exit(1);
}

static void open_statement(MYSQL *my, struct statement *s, const char *text, MYSQL_BIND *in)
{
    s->stmt = mysql_stmt_init(my);
    if (!s->stmt || mysql_stmt_prepare(s->stmt, text, strlen(text)) || mysql_stmt_bind_param(s->stmt, in))
        stop("prepare", s->stmt ? mysql_stmt_error(s->stmt) : "no memory");
    if (mysql_stmt_field_count(s->stmt) > COLUMNS_MAX)
        stop("prepare", "too many columns");
    for (int i = 0; i < COLUMNS_MAX; i++)
        s->out[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = s->text[i], .buffer_length = TEXT_MAX,
                                  .length = &s->length[i] };
}

/* Rows, all of them fetched; at least one is expected. */
static void run(struct statement *s)
{
    int rows = 0;

    if (mysql_stmt_execute(s->stmt) || mysql_stmt_bind_result(s->stmt, s->out) || mysql_stmt_store_result(s->stmt))
        stop("execute", mysql_stmt_error(s->stmt));
    while (mysql_stmt_fetch(s->stmt) != MYSQL_NO_DATA)
        rows++;
    if (!rows)
        stop("execute", "no row: session or queue is not there");
    mysql_stmt_free_result(s->stmt);
}

static MYSQL_BIND text_of(char *s)
{
    return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = s, .buffer_length = strlen(s) };
}

static MYSQL_BIND number_of(unsigned long long *n)
{
    return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = n, .is_unsigned = 1 };
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static unsigned long work(struct arguments *a)
{
    static struct statement session, count, list;
    MYSQL *my = mysql_init(NULL);
    char lang[] = "zh";
    unsigned long long state = STATE;
    MYSQL_BIND hash[] = { { .buffer_type = MYSQL_TYPE_BLOB, .buffer = a->session, .buffer_length = sizeof a->session } };
    MYSQL_BIND counted[] = { number_of(&a->centre), number_of(&state) };
    MYSQL_BIND listed[] = { text_of(lang), number_of(&a->centre), number_of(&state) };
    unsigned long rounds = 0;
    double end = now() + a->seconds;

    mysql_optionsv(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(my, NULL, a->user, *a->password ? a->password : NULL, a->database, 0, a->socket, 0))
        stop("connect", mysql_error(my));
    open_statement(my, &session, session_sql[0]->text, hash);
    open_statement(my, &count, count_centre.text, counted);
    open_statement(my, &list, list_centre.text, listed);
    for (; now() < end; rounds++) {
        run(&session);
        run(&count);
        run(&list);
    }
    mysql_close(my);
    return rounds;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* One connection, nothing else: what a request waits for before it knows who asks. */
static int time_session(char **argv)
{
    static struct statement session;
    static double took[TIMES_MAX];
    unsigned char hash[32];
    MYSQL_BIND in[] = { { .buffer_type = MYSQL_TYPE_BLOB, .buffer = hash, .buffer_length = sizeof hash } };
    MYSQL *my = mysql_init(NULL);
    double end = now() + (double)strtol(argv[4], NULL, 10), began;
    size_t n = 0;

    if (!hex_read(hash, sizeof hash, argv[5]))
        stop("usage", "a session has 64 hexadecimal digits");
    mysql_optionsv(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(my, NULL, argv[2], *argv[3] ? argv[3] : NULL, argv[1], 0, argv[0], 0))
        stop("connect", mysql_error(my));
    open_statement(my, &session, session_sql[0]->text, in);
    for (int i = 0; i < 100; i++)
        run(&session);
    while ((began = now()) < end && n < TIMES_MAX) {
        run(&session);
        took[n++] = now() - began;
    }
    mysql_close(my);
    qsort(took, n, sizeof *took, by_size);
    printf("%.2f\n", n ? took[n / 2] * 1e6 : 0);
    return n ? 0 : 1;
}

static int print_texts(void)
{
    printf("session\t%s\ncount\t%s\nlist\t%s\nown\t%s\n", session_sql[0]->text, count_centre.text, list_centre.text, find_own.text);
    return 0;
}

int main(int argc, char **argv)
{
    struct arguments a;
    unsigned long *made, sum = 0;
    int processes, status, wrong = 0;

    if (argc == 2 && strcmp(argv[1], "--texts") == 0)
        return print_texts();
    if (argc == 8 && strcmp(argv[1], "--session") == 0)
        return time_session(argv + 2);
    if (argc != 9)
        stop("usage", "loop SOCKET DATABASE USER PASSWORD SECONDS PROCESSES SESSION CENTRE");
    a = (struct arguments){ argv[1], argv[2], argv[3], argv[4], (int)strtol(argv[5], NULL, 10), { 0 }, strtoull(argv[8], NULL, 10) };
    processes = (int)strtol(argv[6], NULL, 10);
    if (!hex_read(a.session, sizeof a.session, argv[7]) || processes < 1 || processes > PROCESSES_MAX)
        stop("usage", "a session has 64 hexadecimal digits; processes are 1 to 64");
    made = mmap(NULL, PROCESSES_MAX * sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (made == MAP_FAILED)
        stop("memory", "none");
    for (int i = 0; i < processes; i++)
        if (fork() == 0) {
            made[i] = work(&a);
            _exit(0);
        }
    while (wait(&status) > 0)
        wrong |= status;
    for (int i = 0; i < processes; i++)
        sum += made[i];
    printf("%lu\n", sum);
    return wrong ? 1 : 0;
}
