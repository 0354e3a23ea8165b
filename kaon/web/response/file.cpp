// Opens, describes and writes files.
#include "kaon/web/response/file.hpp"

#include <cerrno>

#include <fcntl.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/http/uri.hpp"
#include "kaon/web/detail/open_files.hpp"
#include "kaon/web/response/range.hpp"

namespace kaon::inline v0 {

Result<FileResponse> FileResponse::from(Fd file, std::string_view name) {
    Result<std::shared_ptr<const web::detail::OpenFile>> open = web::detail::OpenFile::from(std::move(file), name);
    if (!open) return std::move(open).error();
    return FileResponse(std::move(open).value());
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
    const auto slice = web::negotiate(out, request, {file.file_->etag, file.file_->modified, file.file_->size});
    if (!slice) return;
    if (!out.headers.has("content-type"))
        out.headers.set("content-type", file.type_.empty() ? file.file_->type : file.type_);
    if (!file.disposition_.empty()) out.headers.set("content-disposition", file.disposition_);
    const Fd* const descriptor = &file.file_->fd;
    out.body = http::Body::file(std::shared_ptr<const Fd>(std::move(file.file_), descriptor), slice->offset,
                                slice->size, file.cached_);
}

}  // namespace kaon::inline v0
