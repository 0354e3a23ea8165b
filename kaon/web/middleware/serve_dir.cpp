// Confined look-up of files.
#include "kaon/web/middleware/serve_dir.hpp"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/web/response/file.hpp"

namespace kaon::inline v0 {

namespace {

// For kernels before 5.6: one component at a time, no symbolic links.
int open_step_by_step(int directory, std::string_view path) {
    Fd held;
    for (;;) {
        const std::size_t slash = path.find('/');
        const std::string name(path.substr(0, slash));
        const bool last = slash == path.npos;
        const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (last ? O_RDONLY : O_PATH | O_DIRECTORY);
        const int next = openat(held ? held.number() : directory, name.c_str(), flags);
        if (last || next < 0) return next;
        held = Fd(next);
        path.remove_prefix(slash + 1);
    }
}

// Where the kernel may look: what it has in memory, or on the disk too.
enum class LookUp : std::uint8_t { cached, anywhere };

int open_beneath(int directory, const std::string& path, LookUp look_up) {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    if (look_up == LookUp::cached) how.resolve |= RESOLVE_CACHED;
    return static_cast<int>(syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how));
}

bool lacks_descriptors(int number) { return number == EMFILE || number == ENFILE; }

Result<std::shared_ptr<const web::detail::OpenFile>> open_file(const Fd& directory, const std::string& folder,
                                                               const std::string& path) {
    if (!directory) return Error(Errc::internal).with_detail("cannot open the folder " + folder);
    Fd file(open_beneath(directory.number(), path, LookUp::anywhere));
    if (!file && (errno == ENOSYS || errno == EPERM)) file = Fd(open_step_by_step(directory.number(), path));
    if (!file && lacks_descriptors(errno)) return Error(Errc::unavailable).with_detail("no descriptor for a file");
    if (!file) return Error(Errc::not_found);
    return web::detail::OpenFile::from(std::move(file), path);
}

// The page cache has what is sent now when it is asked for again.
http::Body::Cached sends_all(const http::Response& response, const Request& request,
                             const web::detail::OpenFile& file) {
    const http::Body::File* sent = response.body.as_file();
    const bool all = sent && sent->size == file.size && request.method() == http::Method::get;
    return all ? http::Body::Cached::lately : http::Body::Cached::unknown;
}

}  // namespace

namespace web {

bool is_servable(std::string_view path) {
    if (path.empty() || path.size() > 4096) return false;
    if (path.find('\0') != path.npos || path.find('\\') != path.npos) return false;
    for (;;) {
        const std::size_t slash = path.find('/');
        const std::string_view segment = path.substr(0, slash);
        if (segment.empty() || (segment[0] == '.' && segment != ".well-known")) return false;
        if (slash == path.npos) return true;
        path.remove_prefix(slash + 1);
    }
}

std::string_view rest_of_path(const Request& request) {
    const std::string_view raw = request.path();
    for (std::size_t at = raw.find('%'); at != raw.npos; at = raw.find('%', at + 1)) {
        if (raw.substr(at, 3) == "%2F" || raw.substr(at, 3) == "%2f") return {};
    }
    const Captures& captures = request.captures();
    return captures.count ? captures.at(captures.count - 1) : std::string_view();
}

}  // namespace web

ServeDir::ServeDir(std::string folder, ServeDirOptions options)
    : folder_(std::move(folder)), options_(std::move(options)),
      directory_(std::make_shared<const Fd>(::open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))),
      open_files_(std::make_shared<const PerCore<web::detail::OpenFiles>>(
          [most = options_.kept_open] { return web::detail::OpenFiles(most); })) {}

Task<http::Response> ServeDir::operator()(Request& request) const {
    const std::string path(web::rest_of_path(request));
    if (!web::is_servable(path)) co_return Error(Errc::not_found);
    const Core& core = *request.context().core;
    web::detail::OpenFiles& files = open_files_->of(&core);
    auto [file, cached] = files.find(path, core.now());
    const bool fresh = !file;
    if (!file) {
        Fd known(open_beneath(directory_->number(), path, LookUp::cached));
        if (!known && lacks_descriptors(errno)) files.clear();
        // A look-up that needs no disk is not worth a change of threads (Linux 5.12; an older kernel refuses the flag).
        if (known) {
            file = co_await web::detail::OpenFile::from(std::move(known), path);
        } else {
            file = co_await spawn_blocking(
                [directory = directory_, folder = folder_, path] { return open_file(*directory, folder, path); });
        }
    }
    http::Response response;
    write_response(response, request, FileResponse(file, cached));
    if (fresh) files.keep(path, file, sends_all(response, request, *file), core.now());
    response.headers.set("cache-control", options_.cache_control);
    response.headers.set("x-content-type-options", "nosniff");
    co_return response;
}

}  // namespace kaon::inline v0
