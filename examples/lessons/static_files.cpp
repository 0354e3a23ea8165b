// Static files: a folder's files with ETags, 304 and ranges, and nothing outside of it; files inside the program, too.
// Run with: cmake --build build/release --target lesson_static_files && build/release/lessons/static_files
//
// $ mkdir -p public/img; echo 'hello from a file' > public/hello.txt; echo x > public/.env; ln -s /etc public/out
// $ curl -i localhost:3000/files/hello.txt
// HTTP/1.1 200 OK
// ...
// etag: ...
// ...
// hello from a file
// $ curl -H 'range: bytes=0-4' localhost:3000/files/hello.txt
// hello
// $ for path in .env out/passwd ../static_files %2e%2e/x img; do \
//     curl --path-as-is -o /dev/null -w '%{http_code}\n' localhost:3000/files/$path; done | sort | uniq -c
//       5 404
// $ curl -i localhost:3000/assets/style.css
// HTTP/1.1 200 OK
// ...
// content-type: text/css; charset=utf-8
// ...
// main { max-width: 60ch; margin: auto }
#include "embedded/assets.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: static
struct Settings {
    std::string folder = "public";
};

Router<> routes(const Settings& settings) {
    return Router{
        get<"/files/{*path}">(serve_dir(settings.folder, {.cache_control = "public, max-age=60"})),
        get<"/assets/{*path}">(serve_assets(assets::files())),  // assets/, put into the program by kaon_embed
        layer(security_headers()),
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "static_files"}); }
// end
