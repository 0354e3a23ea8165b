// How the project's own tests report findings: one per line, readable as compiler output.
#pragma once

#include <gtest/gtest.h>

#include "tests/tidy/tree.hpp"

namespace tidy {

inline void expect_none(const Findings& findings) { EXPECT_TRUE(findings.empty()) << '\n' << report(findings); }

}  // namespace tidy
