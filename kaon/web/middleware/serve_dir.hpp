// serve_dir: the files of a folder, as a handler.
//
//   get<"/static/{*path}">(serve_dir("public"))
//
// Answers GET and HEAD with ETag, 304 and single ranges. Never leaves its folder: ".." in any spelling, encoded
// slashes, NUL, backslashes and symbolic links that lead outside are 404, and so are names that begin with a dot (but
// ".well-known") and folders. The kernel itself confines the look-up (openat2, RESOLVE_BENEATH). Threads: opens on the
// blocking pool what the kernel does not have in memory.
//
// Files up to 1 MB stay open for who asks next. A change of such a file is seen at once; that a symbolic link or a
// folder above it leads elsewhere now, within a second.
#pragma once

#include <memory>
#include <string>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/web/detail/open_files.hpp"
#include "kaon/web/extract/local.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0 {

struct ServeDirOptions {
    std::string cache_control = "no-cache";  // ask again each time; a 304 is cheap
    std::size_t kept_open = 64;              // files, on each core
};

class ServeDir {
public:
    ServeDir(std::string folder, ServeDirOptions options);
    Task<http::Response> operator()(Request& request) const;

private:
    std::string folder_;
    ServeDirOptions options_;
    std::shared_ptr<const Fd> directory_;
    std::shared_ptr<const PerCore<web::detail::OpenFiles>> open_files_;
};

inline ServeDir serve_dir(std::string folder, ServeDirOptions options = {}) {
    return {std::move(folder), std::move(options)};
}

namespace web {
// Whether a decoded relative path may be looked up at all.
bool is_servable(std::string_view path);
// The part of the path that "{*path}" took; empty when it hides a slash behind percent-encoding.
std::string_view rest_of_path(const Request& request);
}  // namespace web

}  // namespace kaon::inline v0
