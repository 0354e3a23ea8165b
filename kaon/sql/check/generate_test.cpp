// The generated header: what it says of a query, and the one that tests/compile_fail/sql keeps.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "kaon/sql/check/generate.hpp"
#include "kaon/sql/check/scan.hpp"
#include "kaon/sql/check/schema_test.hpp"

using namespace kaon::sqlcheck;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return std::move(out).str();
}

}  // namespace

TEST(generate, keys_facts_by_the_hash_of_the_text) {
    MigratedSchema schema;
    const std::string header = generate({describe(schema, "SELECT username FROM users WHERE id = $1")}, "x.cpp");
    EXPECT_NE(header.find("struct Described<0x"), header.npos);
    EXPECT_NE(header.find("ParamFact params[] = {\n        {\"$1\", SqlType::integer, true},"), header.npos) << header;
    EXPECT_NE(header.find("ColumnFact columns[] = {\n        {\"username\", SqlType::text, false},"), header.npos)
        << header;
}

TEST(generate, without_queries_includes_nothing) {
    EXPECT_EQ(generate({}, "x.cpp").find("#include"), std::string::npos);
}

TEST(generate, the_header_of_the_compile_fail_tests_is_up_to_date) {
    const auto folder = std::filesystem::path(__FILE__).parent_path() / "../../../tests/compile_fail/sql";
    std::vector<std::filesystem::path> sources;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".cpp") sources.push_back(entry.path());
    }
    std::ranges::sort(sources);
    ASSERT_GE(sources.size(), 12u);
    MigratedSchema schema;
    std::vector<Description> described;
    std::vector<std::string> seen;
    for (const auto& source : sources) {
        for (const std::string& query : scan(text_of(source)).queries) {
            if (std::ranges::find(seen, query) != seen.end()) continue;
            seen.push_back(query);
            described.push_back(describe(schema, query));
        }
    }
    const std::string expected = generate(described, "this folder");
    if (std::getenv("KAON_UPDATE_DESCRIBED")) std::ofstream(folder / "described.hpp") << expected;
    EXPECT_EQ(text_of(folder / "described.hpp"), expected) << "remedy: KAON_UPDATE_DESCRIBED=1 kaon_sql_test";
}
