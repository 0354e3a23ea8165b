// Paths that are resolved beneath a folder and nowhere else, whoever changes the tree meanwhile: under Folder.
//
//   Result<Fd> file = open_beneath(folder, "a/b.txt", O_RDONLY);
//   Result<Place> place = place_of(folder, "a/b.txt");          // "b.txt" in the opened "a": for unlinkat(2) and its
//   kin
//
// Source: openat2(2). Errors: kaon/runtime/folder.hpp. Threads: any; all of it may wait for a disk.
#pragma once

#include <string>

#include <sys/types.h>

#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"
#include "kaon/runtime/folder.hpp"

namespace kaon::inline v0::runtime::detail {

Error folder_error(int number, const std::string& path);
Result<Fd> open_beneath(int folder, const std::string& path, int flags);

// Where a name stands: the calls that change a name take no rule for what is above it.
struct Place {
    Fd folder;
    std::string name;
};
Result<Place> place_of(int folder, std::string path);

FileKind kind_of(mode_t mode);

}  // namespace kaon::inline v0::runtime::detail
