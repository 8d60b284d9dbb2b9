/* Answers as records: read back by a parser of the specification's words, over a socket that takes little at a time. */
#include "http/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM = 1 << 20, ID = 0x1234 };

/* What came over the wire, taken apart. */
struct taken {
    size_t content;
    int outs, ends, values, order; /* order: wrong when something follows what must be last */
    uint64_t sum;                  /* of the content, position by position */
};

static uint64_t sum_more(uint64_t sum, unsigned char c)
{
    return sum * 31 + c;
}

/* Any byte that is not as it must be ends the test. */
static struct taken take_apart(const unsigned char *p, size_t n)
{
    struct taken t = { .content = 0 };
    bool closed = false;

    for (size_t at = 0; at < n;) {
        const unsigned char *h = p + at;
        size_t length;

        assert_true(n - at >= 8);
        length = (size_t)h[4] << 8 | h[5];
        assert_int_equal(h[0], 1);
        assert_int_equal(h[6], 0);
        assert_int_equal(h[7], 0);
        assert_true(n - at >= 8 + length);
        assert_int_equal(t.values, 0);
        if (h[1] == 6) {
            assert_int_equal(h[2] << 8 | h[3], ID);
            assert_false(closed);
            closed = length == 0;
            t.outs++;
            t.content += length;
            for (size_t i = 0; i < length; i++)
                t.sum = sum_more(t.sum, h[8 + i]);
        } else if (h[1] == 3) {
            assert_true(closed);
            assert_int_equal(h[2] << 8 | h[3], ID);
            assert_int_equal(length, 8);
            for (size_t i = 0; i < 8; i++)
                assert_int_equal(h[8 + i], 0);
            t.ends++;
        } else {
            assert_int_equal(h[1], 10);
            assert_int_equal(h[2] | h[3] | length, 0);
            assert_int_equal(t.ends, 1);
            t.values++;
        }
        at += 8 + length;
    }
    return t;
}

static void answers_arrive_whole(void **state)
{
    static const size_t bodies[] = { 0, 1, 8191, 20000, 65527, 65528, 65529, 200000, 65528u * 16 - 3, 65528u * 33 + 7 };
    static const size_t heads[] = { 0, 3, 300, 70000 };
    unsigned char *text = malloc(8 << 20), *got = malloc(8 << 20);

    (void)state;
    for (size_t i = 0; i < 8 << 20; i++)
        text[i] = (unsigned char)(i * 7 + i / 251);
    for (size_t b = 0; b < sizeof bodies / sizeof *bodies; b++)
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
            for (int last = 0; last < 2; last++) {
                struct bytes head = { text, heads[h] }, body = { text + 100000, bodies[b] };
                int pair[2], little = 4096, status;
                size_t n = 0;
                ssize_t step;
                struct taken t;
                uint64_t sum = 0;
                pid_t child;

                assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
                setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
                if (!(child = fork()))
                    _exit(!record_send(pair[0], ID, head, body, last));
                close(pair[0]);
                while ((step = read(pair[1], got + n, 1 + n % 5000)) > 0)
                    n += (size_t)step;
                close(pair[1]);
                waitpid(child, &status, 0);
                assert_int_equal(status, 0);
                t = take_apart(got, n);
                for (size_t i = 0; i < head.n; i++)
                    sum = sum_more(sum, head.p[i]);
                for (size_t i = 0; i < body.n; i++)
                    sum = sum_more(sum, body.p[i]);
                assert_int_equal(t.content, head.n + body.n);
                assert_true(t.sum == sum);
                assert_int_equal(t.ends, 1);
                assert_int_equal(t.values, last);
            }
    free(text);
    free(got);
}

static void a_peer_that_is_gone_or_deaf_is_given_up(void **state)
{
    static unsigned char text[ROOM];
    struct bytes body = { text, sizeof text };
    struct timeval limit = { .tv_usec = 100000 };
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    assert_false(record_send(pair[0], ID, body, body, false)); /* nobody reads */
    close(pair[1]);
    assert_false(record_send(pair[0], ID, body, body, false)); /* and no SIGPIPE */
    close(pair[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_arrive_whole),
        cmocka_unit_test(a_peer_that_is_gone_or_deaf_is_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
