// What SQLite does alone: the statements of a file, again and again, in one thread.
//   store DATABASE SQL SECONDS BATCH CASES QUEUE
// BATCH units share a transaction; 0 reads. Statements are separated by ";\n" and may use :u (a new id), :n (a random case number),
// :now (milliseconds) and :queue. Prints units and seconds. The settings are those of Sources/Storage/SQLite.swift.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

static sqlite3 *database;

static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "store: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static double now(void) {
    struct timeval t;
    gettimeofday(&t, NULL);
    return t.tv_sec + t.tv_usec / 1e6;
}

static void bind(sqlite3_stmt *statement, const char *u, long n, const char *queue) {
    int at;
    if ((at = sqlite3_bind_parameter_index(statement, ":u"))) sqlite3_bind_text(statement, at, u, -1, SQLITE_STATIC);
    if ((at = sqlite3_bind_parameter_index(statement, ":n"))) sqlite3_bind_int64(statement, at, n);
    if ((at = sqlite3_bind_parameter_index(statement, ":now"))) sqlite3_bind_int64(statement, at, (long)(now() * 1000));
    if ((at = sqlite3_bind_parameter_index(statement, ":queue"))) sqlite3_bind_text(statement, at, queue, -1, SQLITE_STATIC);
}

int main(int count, char **a) {
    if (count != 7) return 64;
    double seconds = atof(a[3]);
    int batch = atoi(a[4]), many = 0;
    long cases = atol(a[5]), units = 0;
    check(sqlite3_open(a[1], &database));
    check(sqlite3_exec(database, batch ? "pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=4000;"
        "pragma cache_size=-16384; pragma foreign_keys=on" : "pragma cache_size=-2048; pragma query_only=on", NULL, NULL, NULL));
    check(sqlite3_exec(database, "pragma mmap_size=268435456; pragma temp_store=memory", NULL, NULL, NULL));
    static char sql[1 << 16];
    FILE *file = fopen(a[2], "r");
    if (!file) { perror(a[2]); return 1; }
    sql[fread(sql, 1, sizeof sql - 1, file)] = 0;
    sqlite3_stmt *statements[16];
    for (const char *rest = sql; *rest && strspn(rest, " \n") < strlen(rest);) check(sqlite3_prepare_v3(database, rest, -1, SQLITE_PREPARE_PERSISTENT, &statements[many++], &rest));
    double start = now(), took;
    unsigned long read = 0;
    do {
        check(sqlite3_exec(database, batch ? "begin immediate" : "begin", NULL, NULL, NULL));
        for (int i = 0; i < (batch ? batch : 1); i++, units++) {
            char u[40];
            snprintf(u, sizeof u, "b%013lx-%08lx", (long)(now() * 1e6), (unsigned long)units);
            long n = 1 + random() % cases;
            for (int s = 0; s < many; s++) {
                bind(statements[s], u, n, a[6]);
                int code;
                while ((code = sqlite3_step(statements[s])) == SQLITE_ROW)
                    for (int c = 0; c < sqlite3_column_count(statements[s]); c++) {
                        sqlite3_column_text(statements[s], c);
                        read += sqlite3_column_bytes(statements[s], c);
                    }
                check(code);
                sqlite3_reset(statements[s]);
            }
        }
        check(sqlite3_exec(database, "commit", NULL, NULL, NULL));
    } while ((took = now() - start) < seconds);
    printf("%ld %.3f %lu\n", units, took, read);
    return 0;
}
