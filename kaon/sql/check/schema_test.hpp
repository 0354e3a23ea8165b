// MigratedSchema: the database of this part's test migrations, for tests of the describe step.
//
//   MigratedSchema schema;
//   EXPECT_EQ(describe(schema, "SELECT id FROM users").problem, "");
//
// Threads: the test's own.
#pragma once

#include "kaon/sql/check/schema.hpp"

namespace kaon::inline v0::sqlcheck {

class MigratedSchema : public Schema {
public:
    MigratedSchema();
};

}  // namespace kaon::inline v0::sqlcheck
