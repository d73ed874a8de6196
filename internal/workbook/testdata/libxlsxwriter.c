// Writes a workbook with the cells that Muster's big sheets have, with libxlsxwriter in its
// constant-memory mode, and prints the seconds that took.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xlsxwriter.h>

enum { FULL = 1048575, FIXED = 6 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

// who writes the columns that begin a row on both sheets.
static void who(lxw_worksheet *sheet, lxw_row_t row, long person, lxw_format *moment) {
    char id[32];
    snprintf(id, sizeof id, "r%06ld", person);
    worksheet_write_string(sheet, row, 0, id, NULL);
    worksheet_write_number(sheet, row, 1, 46000 + person / 86400.0, moment);
}

static void answers(lxw_workbook *book, long people, long options, lxw_format *moment) {
    lxw_worksheet *sheet = NULL;
    for (long p = 0; p < people; p++) {
        if (p % FULL == 0) sheet = workbook_add_worksheet(book, NULL);
        lxw_row_t row = p % FULL + 1;
        who(sheet, row, p, moment);
        worksheet_write_string(sheet, row, 2, "poster", NULL);
        worksheet_write_number(sheet, row, 3, 2.5, NULL);
        for (long o = 0; o < options; o++)
            worksheet_write_number(sheet, row, FIXED + o, (p * 7 + o * 13) % 54 < 10, NULL);
    }
}

static void picks(lxw_workbook *book, long people, long each, lxw_format *moment) {
    lxw_worksheet *sheet = NULL;
    for (long n = 0; n < people * each; n++) {
        if (n % FULL == 0) sheet = workbook_add_worksheet(book, NULL);
        lxw_row_t row = n % FULL + 1;
        who(sheet, row, n / each, moment);
        worksheet_write_string(sheet, row, 2, "topics", NULL);
        worksheet_write_string(sheet, row, 3, "Which topics would you come for?", NULL);
        worksheet_write_string(sheet, row, 4, "Cloud and servers", NULL);
        worksheet_write_string(sheet, row, 5, "option_17", NULL);
        worksheet_write_string(sheet, row, 6, "Option number 17", NULL);
    }
}

int main(int count, char **given) {
    if (count != 5) return 2;
    long people = atol(given[2]), options = atol(given[3]), each = atol(given[4]);
    double begun = now();
    lxw_workbook_options mode = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(given[1], &mode);
    lxw_format *moment = workbook_add_format(book);
    format_set_num_format(moment, "yyyy-mm-dd hh:mm");
    answers(book, people, options, moment);
    picks(book, people, each, moment);
    if (workbook_close(book) != LXW_NO_ERROR) return 1;
    printf("%.3f\n", now() - begun);
    return 0;
}
