// Looks assets up by path.
#include "kaon/web/middleware/serve_assets.hpp"

#include <algorithm>

#include "kaon/web/middleware/serve_dir.hpp"
#include "kaon/web/response/range.hpp"

namespace kaon {

ServeAssets::ServeAssets(std::vector<Asset> assets, AssetOptions options)
    : assets_(std::move(assets)), options_(std::move(options)) {
    std::sort(assets_.begin(), assets_.end(), [](const Asset& a, const Asset& b) { return a.path < b.path; });
}

Result<http::Response> ServeAssets::operator()(Request& request) const {
    const std::string_view path = web::rest_of_path(request);
    const auto found = std::lower_bound(assets_.begin(), assets_.end(), path,
                                        [](const Asset& a, std::string_view wanted) { return a.path < wanted; });
    if (found == assets_.end() || found->path != path) return Error(Errc::not_found);
    http::Response response;
    response.headers.set("cache-control", options_.cache_control);
    response.headers.set("x-content-type-options", "nosniff");
    const auto slice = web::negotiate(response, request, {found->etag, std::nullopt, found->bytes.size()});
    if (!slice) return response;
    response.headers.set("content-type", found->content_type);
    response.body = http::Body::borrowed(found->bytes.substr(slice->offset, slice->size));
    return response;
}

}  // namespace kaon
