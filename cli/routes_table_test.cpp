// The table that people read.
#include <gtest/gtest.h>

#include "cli/routes_table.hpp"

using kaon::cli::routes_table;

TEST(routes_table, aligns_its_columns) {
    EXPECT_EQ(routes_table("GET\t/\tshow_page\nDELETE\t/notes/{id}\tdelete_note\nPOST\t/fn/ask\t\n"),
              "GET     /            show_page\n"
              "DELETE  /notes/{id}  delete_note\n"
              "POST    /fn/ask\n");
    EXPECT_EQ(routes_table("GET\t/ä\tx\nGET\t/bb\ty"), "GET  /ä   x\nGET  /bb  y\n") << "by characters, not bytes";
}

TEST(routes_table, leaves_other_lines_alone) {
    EXPECT_EQ(routes_table(""), "");
    EXPECT_EQ(routes_table("a line of the program itself\nGET\t/\tx\n"), "a line of the program itself\nGET  /  x\n");
}
