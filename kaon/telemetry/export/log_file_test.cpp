// LogFile: lines are appended, never written over, and what cannot be opened is named.
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "kaon/telemetry/export/log_file.hpp"

using namespace kaon::telemetry;

TEST(log_file, goes_on_where_it_ended) {
    char folder[] = "/tmp/kaon_log_XXXXXX";
    ASSERT_NE(::mkdtemp(folder), nullptr);
    const std::string path = std::string(folder) + "/app.log";
    for (const char* line : {"one\n", "two\n"}) {
        const LogFile file = LogFile::open(path).value();
        EXPECT_EQ(::write(file.fd(), line, 4), 4);
    }
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    EXPECT_EQ(text.str(), "one\ntwo\n");
    ::unlink(path.c_str());
    ::rmdir(folder);
}

TEST(log_file, says_why_it_cannot_be_opened) {
    const auto file = LogFile::open("/nowhere/at/all.log");
    ASSERT_FALSE(file);
    EXPECT_NE(file.error().detail().find("/nowhere/at/all.log"), std::string_view::npos);
}
