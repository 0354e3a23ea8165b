// Opens, describes and writes files.
#include "kaon/web/response/file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/http/mime.hpp"
#include "kaon/http/uri.hpp"
#include "kaon/web/response/range.hpp"

namespace kaon::inline v0 {

Result<FileResponse> FileResponse::from(Fd file, std::string_view name) {
    struct stat facts {};
    if (fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) return Error(Errc::not_found);
    FileResponse response;
    response.file_ = std::move(file);
    response.size_ = static_cast<std::uint64_t>(facts.st_size);
    response.modified_ = facts.st_mtim.tv_sec;
    char tag[64];
    std::snprintf(tag, sizeof tag, "\"%llx.%lx-%llx\"", static_cast<unsigned long long>(facts.st_mtim.tv_sec),
                  static_cast<unsigned long>(facts.st_mtim.tv_nsec), static_cast<unsigned long long>(facts.st_size));
    response.etag_ = tag;
    response.type_ = http::content_type_of(name);
    return response;
}

Task<FileResponse> FileResponse::open(std::string path) {
    co_return co_await spawn_blocking([path = std::move(path)]() -> Result<FileResponse> {
        Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (file) return from(std::move(file), path);
        if (errno == ENOENT || errno == ENOTDIR || errno == EACCES) return Error(Errc::not_found).with_detail(path);
        return Error(Errc::internal).with_detail("cannot open " + path);
    });
}

// RFC 6266: an ASCII name for old clients, the real one encoded (RFC 8187).
FileResponse&& FileResponse::download_as(std::string_view name) && {
    std::string plain;
    for (char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        plain += byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\' || c == '/' || c == '%' ? '_' : c;
    }
    disposition_ = "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + http::encode_segment(name);
    return std::move(*this);
}

void write_response(http::Response& out, Request& request, FileResponse&& file) {
    const auto slice = web::negotiate(out, request, {file.etag_, file.modified_, file.size_});
    if (!slice) return;
    if (!out.headers.has("content-type")) out.headers.set("content-type", file.type_);
    if (!file.disposition_.empty()) out.headers.set("content-disposition", file.disposition_);
    out.body = http::Body::file(std::move(file.file_), slice->offset, slice->size);
}

}  // namespace kaon::inline v0
