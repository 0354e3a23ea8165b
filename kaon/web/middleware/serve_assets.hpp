// serve_assets: files that are part of the program, as a handler.
//
//   #include "embedded/assets.hpp"                                        // made by kaon_embed
//   get<"/assets/{*path}">(serve_assets(assets::files()))
//
// Strong ETags, 304, HEAD, single ranges; nothing is copied. Lifetime: names and bytes outlive the Service.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/web/respond.hpp"

namespace kaon {

struct Asset {
    std::string_view path;  // relative: "css/app.css"
    std::string_view content_type;
    std::string_view etag;  // with its quotes
    std::string_view bytes;
};

struct AssetOptions {
    std::string cache_control = "no-cache";  // for names with a hash in them: "public, max-age=31536000, immutable"
};

class ServeAssets {
public:
    ServeAssets(std::vector<Asset> assets, AssetOptions options);
    Result<http::Response> operator()(Request& request) const;

private:
    std::vector<Asset> assets_;  // by path
    AssetOptions options_;
};

// A range of what has the members name, content_type, etag and bytes, or of Assets.
template <class Files>
ServeAssets serve_assets(const Files& files, AssetOptions options = {}) {
    std::vector<Asset> assets;
    for (const auto& file : files) {
        if constexpr (requires { file.path; }) assets.push_back(file);
        else assets.push_back({file.name, file.content_type, file.etag, file.bytes});
    }
    return {std::move(assets), std::move(options)};
}

}  // namespace kaon
