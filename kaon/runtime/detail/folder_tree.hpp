// Whole trees of a folder: removed, copied. A level at a time by descriptors, so that no path is resolved twice.
//
// Limits: 200 levels, one descriptor for each (two when copying). Errors: kaon/runtime/folder.hpp; Errc::too_large for
// more levels. Threads: any; for the blocking pool.
#pragma once

#include <string>

#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime::detail {

Result<> remove_tree_now(int folder, const std::string& path);
Result<> copy_tree_now(int folder, const std::string& from, const std::string& to);

}  // namespace kaon::inline v0::runtime::detail
