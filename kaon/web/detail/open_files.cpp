// When a file that was kept open may still be sent.
#include "kaon/web/detail/open_files.hpp"

#include <algorithm>
#include <cstdio>

#include "kaon/http/mime.hpp"

namespace kaon::inline v0::web::detail {

namespace {

bool same(const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; }

std::string etag_of(const struct stat& facts) {
    char tag[64];
    std::snprintf(tag, sizeof tag, "\"%llx.%lx-%llx\"", static_cast<unsigned long long>(facts.st_mtim.tv_sec),
                  static_cast<unsigned long>(facts.st_mtim.tv_nsec), static_cast<unsigned long long>(facts.st_size));
    return tag;
}

}  // namespace

Result<std::shared_ptr<const OpenFile>> OpenFile::from(Fd fd, std::string_view name) {
    auto file = std::make_shared<OpenFile>();
    if (fstat(fd.number(), &file->facts) != 0 || !S_ISREG(file->facts.st_mode)) return Error(Errc::not_found);
    file->fd = std::move(fd);
    file->size = static_cast<std::uint64_t>(file->facts.st_size);
    file->modified = file->facts.st_mtim.tv_sec;
    file->etag = etag_of(file->facts);
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
