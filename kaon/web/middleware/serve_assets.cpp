// Looks assets up by path and chooses the form that is sent.
#include "kaon/web/middleware/serve_assets.hpp"

#include <algorithm>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/http/accept.hpp"
#include "kaon/web/middleware/serve_dir.hpp"
#include "kaon/web/response/range.hpp"

namespace kaon::inline v0 {

namespace {

struct Form {
    std::string_view encoding;  // empty: as it is
    std::string_view bytes;
    std::string_view tag_suffix;
};

// https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3. Who accepts nothing that we have gets the plain form.
Form choose(const Asset& asset, std::string_view accept_encoding) {
    Form forms[3];
    std::string_view names[3];
    std::size_t count = 0;
    const auto offer = [&](const Form& form) {
        names[count] = form.encoding;
        forms[count++] = form;
    };
    if (!asset.brotli.empty()) offer({"br", asset.brotli, "-br"});
    if (!asset.gzip.empty()) offer({"gzip", asset.gzip, "-gz"});
    offer({"identity", asset.bytes, {}});
    return forms[http::best_encoding(accept_encoding, {names, count}).value_or(count - 1)];
}

// "3f2a" with "-br" is "3f2a-br": the forms are different bytes (section 8.8.3.3).
std::string tag_of(const Asset& asset, const Form& form) {
    std::string tag(asset.etag);
    if (!tag.empty()) tag.insert(tag.size() - 1, form.tag_suffix);
    return tag;
}

std::string text_of(const char* variable) {
    const char* value = std::getenv(variable);
    return value ? value : "";
}

// Under `kaon dev` the files themselves are served, so that a change needs no build. An asset that is in no folder,
// such as the browser half, is sent as it was embedded.
std::string folder_of_dev_mode() { return text_of("KAON_DEV").empty() ? std::string() : text_of("KAON_DEV_ASSETS"); }

std::optional<std::string> read_file_of(const std::string& path) {
    const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return std::nullopt;
    std::string text;
    char piece[16 * 1024];
    for (ssize_t n; (n = ::read(file.number(), piece, sizeof piece)) != 0;) {
        if (n < 0) return std::nullopt;
        text.append(piece, static_cast<std::size_t>(n));
    }
    return text;
}

}  // namespace

ServeAssets::ServeAssets(std::vector<Asset> assets, AssetOptions options)
    : assets_(std::move(assets)), options_(std::move(options)), dev_folder_(folder_of_dev_mode()) {
    for (std::size_t i = 0; i < assets_.size(); ++i) {
        entries_.push_back({assets_[i].path, i, false});
        if (!assets_[i].hashed_path.empty()) entries_.push_back({assets_[i].hashed_path, i, true});
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
}

const ServeAssets::Entry* ServeAssets::find(std::string_view path) const {
    const auto found = std::lower_bound(entries_.begin(), entries_.end(), path,
                                        [](const Entry& a, std::string_view wanted) { return a.path < wanted; });
    return found != entries_.end() && found->path == path ? &*found : nullptr;
}

Result<http::Response> ServeAssets::operator()(Request& request) const {
    const Entry* entry = find(web::rest_of_path(request));
    if (!entry) return Error(Errc::not_found);
    const Asset& asset = assets_[entry->asset];
    if (!dev_folder_.empty()) {
        if (std::optional<std::string> text = read_file_of(dev_folder_ + "/" + std::string(asset.path))) {
            http::Response response;
            response.headers.set("cache-control", "no-store");
            response.headers.set("content-type", asset.content_type);
            response.body = http::Body(*std::move(text));
            return response;
        }
    }
    const Form form = choose(asset, request.header("accept-encoding").value_or(""));
    http::Response response;
    response.headers.set("cache-control", entry->is_hashed ? options_.hashed_cache_control : options_.cache_control);
    response.headers.set("x-content-type-options", "nosniff");
    if (!asset.brotli.empty() || !asset.gzip.empty()) response.headers.set("vary", "accept-encoding");
    const auto slice = web::negotiate(response, request, {tag_of(asset, form), std::nullopt, form.bytes.size()});
    if (!slice) return response;
    response.headers.set("content-type", asset.content_type);
    if (!form.tag_suffix.empty()) response.headers.set("content-encoding", form.encoding);
    response.body = http::Body::borrowed(form.bytes.substr(slice->offset, slice->size));
    return response;
}

}  // namespace kaon::inline v0
