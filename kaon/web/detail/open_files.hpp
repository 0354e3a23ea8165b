// OpenFiles: files that were asked for lately, kept open on one core, so that asking again opens nothing.
//
//   auto [file, cached] = files.find(path, core.now());
//   if (!file) files.keep(path, file = OpenFile::from(open(path), path), cached, core.now());
//
// What find() gives is the file as it is: fstat(2) tells at once when it was written to, replaced or removed. A path
// that leads elsewhere since, because a symbolic link or a folder above was exchanged, is noticed within `trusted`.
// Only files up to `largest` are kept, so that those which were removed hold little of the disk.
// Threads: one core's own; an OpenFile may be shared.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include <sys/stat.h>

#include "kaon/base/duration.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/base/result.hpp"
#include "kaon/http/body.hpp"

namespace kaon::inline v0::web::detail {

struct OpenFile {
    Fd fd;
    std::uint64_t size = 0;
    // Seconds since 1970; none while the file was written so lately that it may change without showing it.
    std::optional<std::int64_t> modified;
    std::string etag;  // weak until then, and good for this object alone
    std::string type;
    struct stat facts{};

    // Errors: Errc::not_found for what is no regular file. `name` gives the content type.
    static Result<std::shared_ptr<const OpenFile>> from(Fd fd, std::string_view name);
    // Still what it was, by what the kernel says of it.
    bool is_unchanged() const;
};

class OpenFiles {
public:
    static constexpr Duration trusted = Duration::milliseconds(1000);
    static constexpr std::uint64_t largest = 1024 * 1024;

    explicit OpenFiles(std::size_t most) : most_(most) {}

    struct Found {
        std::shared_ptr<const OpenFile> file;  // null: it must be opened
        http::Body::Cached cached = http::Body::Cached::unknown;
    };
    Found find(const std::string& path, Instant now);
    // The one that was asked for longest ago makes room.
    void keep(const std::string& path, std::shared_ptr<const OpenFile> file, http::Body::Cached cached, Instant now);
    // Gives the descriptors back: there are none left.
    void clear() { kept_.clear(); }
    std::size_t size() const { return kept_.size(); }

private:
    struct Kept {
        std::shared_ptr<const OpenFile> file;
        http::Body::Cached cached;
        Instant opened;
        Instant asked;
    };
    void make_room();

    std::size_t most_;
    std::unordered_map<std::string, Kept> kept_;
};

}  // namespace kaon::inline v0::web::detail
