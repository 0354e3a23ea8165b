// serve_assets: files that are part of the program, as a handler.
//
//   #include "embedded/assets.hpp"                                        // made by kaon_embed
//   get<"/assets/{*path}">(serve_assets(assets::files()))
//   link(rel("stylesheet"), href("/assets/" + std::string(assets::hashed("style.css"))))
//
// A file answers to its name and to the name with its content's hash: under the first a browser asks again each time
// (cheaply: 304), under the second it keeps the file for good. Files that were compressed when the program was built
// are sent so to whoever accepts it, Brotli before gzip (RFC 9110, section 12.5.3); each form has a tag of its own.
// Under `kaon dev` (KAON_DEV) the files in the project's assets/ are sent instead, as they are on the disk at that
// moment. Strong ETags, 304, HEAD, single ranges; nothing is copied. Lifetime: names and bytes outlive the Service.
// Threads: every core at once; under `kaon dev` it reads the disk on the core that asks.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

struct Asset {
    std::string_view path;  // relative: "css/app.css"
    std::string_view content_type;
    std::string_view etag;  // with its quotes
    std::string_view bytes;
    std::string_view hashed_path{};  // "css/app.3f2a91c0.css"; empty: none
    std::string_view brotli{};       // the bytes, compressed; empty: not offered
    std::string_view gzip{};
};

struct AssetOptions {
    std::string cache_control = "no-cache";  // by the plain name
    std::string hashed_cache_control = "public, max-age=31536000, immutable";
};

class ServeAssets {
public:
    ServeAssets(std::vector<Asset> assets, AssetOptions options);
    Result<http::Response> operator()(Request& request) const;

private:
    struct Entry {
        std::string_view path;
        std::size_t asset;
        bool is_hashed;
    };
    const Entry* find(std::string_view path) const;

    std::vector<Asset> assets_;
    std::vector<Entry> entries_;  // by path
    AssetOptions options_;
    std::string dev_folder_;  // empty but under `kaon dev`
};

// A range of what kaon_embed generates, or of Assets.
template <class Files>
ServeAssets serve_assets(const Files& files, AssetOptions options = {}) {
    std::vector<Asset> assets;
    for (const auto& file : files) {
        if constexpr (requires { file.path; }) assets.push_back(file);
        else
            assets.push_back(
                {file.name, file.content_type, file.etag, file.bytes, file.hashed, file.brotli, file.gzip});
    }
    return {std::move(assets), std::move(options)};
}

}  // namespace kaon::inline v0
