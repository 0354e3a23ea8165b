// MigratedSchema: the database of this part's test migrations, for tests of the describe step.
//
//   MigratedSchema schema;
//   EXPECT_EQ(describe(schema, "SELECT id FROM users").problem, "");
//
// Threads: the test's own.
#pragma once

#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/sql/check/schema.hpp"

namespace kaon::inline v0::sqlcheck {

class MigratedSchema : public Schema {
public:
    MigratedSchema() {
        std::vector<Script> scripts;
        for (const auto& file : migrations::files())
            scripts.push_back({std::string(file.name), std::string(file.bytes)});
        EXPECT_EQ(apply(scripts), std::nullopt);
    }
};

}  // namespace kaon::inline v0::sqlcheck
