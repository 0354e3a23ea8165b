// FileResponse: a file, sent by the kernel, with ETag, Last-Modified, 304 and a single Range.
//
//   Task<FileResponse> report(Path<int> year) {
//       auto file = co_await FileResponse::open("/srv/reports/" + std::to_string(*year) + ".pdf");
//       co_return std::move(file).download_as("report.pdf");
//   }
//
// The path is the program's: for paths out of a request use serve_dir(), which stays inside its folder. Errors of open:
// Errc::not_found for what is absent or no regular file. Threads: opened on the blocking pool.
#pragma once

#include <memory>

#include "kaon/base/fd.hpp"
#include "kaon/web/respond.hpp"

namespace kaon::inline v0::web::detail {
struct OpenFile;
}

namespace kaon::inline v0 {

class FileResponse {
public:
    static Task<FileResponse> open(std::string path);
    // An open file; `name` gives the content type. Errors: Errc::not_found for what is no regular file.
    static Result<FileResponse> from(Fd file, std::string_view name);
    // One that is open already.
    explicit FileResponse(std::shared_ptr<const web::detail::OpenFile> file,
                          http::Body::Cached cached = http::Body::Cached::unknown)
        : file_(std::move(file)), cached_(cached) {}

    // Saved by the browser under that name instead of shown.
    FileResponse&& download_as(std::string_view name) &&;
    FileResponse&& content_type(std::string_view type) && {
        type_ = type;
        return std::move(*this);
    }

private:
    friend void write_response(http::Response& out, Request& request, FileResponse&& file);

    std::shared_ptr<const web::detail::OpenFile> file_;
    http::Body::Cached cached_;
    std::string type_;  // empty: the file's own
    std::string disposition_;
};

void write_response(http::Response& out, Request& request, FileResponse&& file);

}  // namespace kaon::inline v0
