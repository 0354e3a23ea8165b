// Extensions in alphabetical order, with the types that IANA registers.
#include "kaon/http/mime.hpp"

#include <algorithm>
#include <iterator>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::http {

namespace {

struct Known {
    std::string_view extension;
    std::string_view type;
};

constexpr Known known[] = {
    {"apng", "image/apng"},
    {"avif", "image/avif"},
    {"bin", "application/octet-stream"},
    {"bmp", "image/bmp"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"eot", "application/vnd.ms-fontobject"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"htm", "text/html; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/vnd.microsoft.icon"},
    {"ics", "text/calendar; charset=utf-8"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"jxl", "image/jxl"},
    {"m4a", "audio/mp4"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"toml", "application/toml"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xml", "application/xml"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"zip", "application/zip"},
};
static_assert(std::ranges::is_sorted(known, {}, &Known::extension));

}  // namespace

std::string_view content_type_of(std::string_view path) {
    constexpr std::string_view unknown = "application/octet-stream";
    const std::size_t dot = path.find_last_of("./");
    char lower[12];
    if (dot == std::string_view::npos || path[dot] == '/' || path.size() - dot - 1 > sizeof lower) return unknown;
    std::size_t size = 0;
    for (char c : path.substr(dot + 1)) lower[size++] = ascii::lower(c);
    const std::string_view extension(lower, size);
    const auto* found = std::ranges::lower_bound(known, extension, {}, &Known::extension);
    return found != std::end(known) && found->extension == extension ? found->type : unknown;
}

}  // namespace kaon::inline v0::http
