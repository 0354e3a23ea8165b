// When a file that was kept open may still be sent.
#include "kaon/web/detail/open_files.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "kaon/http/mime.hpp"

namespace kaon::inline v0::web::detail {

namespace {

bool same(const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; }

// Kernels count time in ticks, and some file systems in steps of two seconds: what was written this lately may be
// written again without a change that the facts show.
constexpr std::int64_t settles_after = 2'000'000'000;

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1: strong only where no other content can have it. The inode tells
// a file from one that took its place with its size and its time, as copies that keep times do. A tag that is too early
// names the moment too: nobody gets it again, so that the next one who asks hears what has become of the file.
std::string etag_of(const struct stat& facts, std::int64_t looked, bool settled) {
    char tag[96];
    int size =
        std::snprintf(tag, sizeof tag, "%s\"%llx-%llx-%llx", settled ? "" : "W/",
                      static_cast<unsigned long long>(nanoseconds(facts.st_mtim)),
                      static_cast<unsigned long long>(facts.st_size), static_cast<unsigned long long>(facts.st_ino));
    if (!settled)
        size += std::snprintf(tag + size, sizeof tag - static_cast<std::size_t>(size), "-%llx",
                              static_cast<unsigned long long>(looked));
    return std::string(tag, static_cast<std::size_t>(size)) + '"';
}

}  // namespace

Result<std::shared_ptr<const OpenFile>> OpenFile::from(Fd fd, std::string_view name) {
    auto file = std::make_shared<OpenFile>();
    if (fstat(fd.number(), &file->facts) != 0 || !S_ISREG(file->facts.st_mode)) return Error(Errc::not_found);
    file->fd = std::move(fd);
    file->size = static_cast<std::uint64_t>(file->facts.st_size);
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const std::int64_t age = nanoseconds(now) - nanoseconds(file->facts.st_mtim);
    const bool settled = age >= settles_after || age <= -settles_after;  // a clock that was wrong stays so
    if (settled) file->modified = file->facts.st_mtim.tv_sec;
    file->etag = etag_of(file->facts, nanoseconds(now), settled);
    file->type = http::content_type_of(name);
    return std::shared_ptr<const OpenFile>(std::move(file));
}

// The time of change moves with every write, and when a name is taken away: rename(2) over it does that.
bool OpenFile::is_unchanged() const {
    struct stat now{};
    return fstat(fd.number(), &now) == 0 && now.st_size == facts.st_size && now.st_nlink == facts.st_nlink &&
           same(now.st_mtim, facts.st_mtim) && same(now.st_ctim, facts.st_ctim);
}

OpenFiles::Found OpenFiles::find(const std::string& path, Instant now) {
    const auto at = kept_.find(path);
    if (at == kept_.end()) return {};
    if (now - at->second.opened >= trusted || !at->second.file->is_unchanged()) {
        kept_.erase(at);
        return {};
    }
    at->second.asked = now;
    return {at->second.file, at->second.cached};
}

void OpenFiles::keep(const std::string& path, std::shared_ptr<const OpenFile> file, http::Body::Cached cached,
                     Instant now) {
    if (most_ == 0 || file->size > largest) return;
    if (kept_.size() >= most_ && !kept_.contains(path)) make_room();
    kept_.insert_or_assign(path, Kept{std::move(file), cached, now, now});
}

void OpenFiles::make_room() {
    const auto earlier = [](const auto& a, const auto& b) { return a.second.asked < b.second.asked; };
    kept_.erase(std::min_element(kept_.begin(), kept_.end(), earlier));
}

}  // namespace kaon::inline v0::web::detail
