// Streaming upload: a body of any size goes to the disk piece by piece, at the sender's pace, in flat memory; and back.
// Run with: cmake --build build/release --target lesson_streaming_upload && build/release/lessons/streaming_upload
//
// $ head -c 5000000 /dev/zero > five
// $ curl -X PUT localhost:3000/files/five --data-binary @five -H 'content-type: application/octet-stream'
// {"name":"five","bytes":5000000}
// $ curl localhost:3000/files/five | cmp - five && echo the same
// the same
// $ head -c 11000000 /dev/zero > eleven
// $ curl -X PUT localhost:3000/files/eleven --data-binary @eleven -H 'transfer-encoding: chunked'
// {...,"status":413,"detail":"at most 10000000 bytes"...}
// $ curl -X PUT localhost:3000/files/..%2Fetc -d x
// {...,"status":400,...}
// $ ls uploads
// five
#include <cstdio>

#include <sys/stat.h>

#include "kaon/program/serve.hpp"
#include "kaon/runtime/file.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

struct Settings {
    std::string folder = "uploads";
    std::uint64_t most_bytes = 10'000'000;
};

struct Stored {
    std::string name;
    std::uint64_t bytes;
};

// A name that is a single, visible file of the folder.
Result<std::string> path_of(const Settings& settings, std::string_view name) {
    if (name.empty() || name.size() > 100 || name.starts_with('.') || name.find_first_of("/\\") != name.npos ||
        name.find('\0') != name.npos)
        return Error(Errc::invalid, "that is no name for a file");
    return settings.folder + "/" + std::string(name);
}

// snippet: upload
Task<void> receive(Body& body, const std::string& path, std::uint64_t limit, std::uint64_t& size) {
    runtime::File file = co_await runtime::File::open(path, runtime::OpenFor::writing);
    while (auto piece = co_await body.read()) {
        if (size + piece->size() > limit)
            co_await Error(Errc::too_large, "at most " + std::to_string(limit) + " bytes");
        co_await file.write_at(size, std::string(*piece));
        size += piece->size();
    }
    co_await file.sync();
}

// Under another name until it is whole, so that nobody reads half a file.
Task<Json<Stored>> upload(State<Settings> settings, Path<std::string> name, RequestId id, Body body) {
    const std::string path = co_await path_of(*settings, *name);
    const std::string part = settings->folder + "/." + *id;
    std::uint64_t size = 0;
    Result<> received = co_await attempt(receive(body, part, settings->most_bytes, size));
    if (received && std::rename(part.c_str(), path.c_str()) != 0) received = Error(Errc::internal).with_detail(path);
    if (!received) std::remove(part.c_str());
    co_await std::move(received);
    co_return Stored{*name, size};
}
// end

Task<FileResponse> download(State<Settings> settings, Path<std::string> name) {
    co_return co_await FileResponse::open(co_await path_of(*settings, *name));
}

Router<Settings> routes() { return Router{put<"/files/{name}">(upload), get<"/files/{name}">(download)}; }

Task<Service> start(const Settings& settings) {
    if (::mkdir(settings.folder.c_str(), 0750) != 0 && errno != EEXIST)
        co_return Error(Errc::unavailable, "cannot make the folder " + settings.folder);
    co_return co_await routes().with(settings).build();
}

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start, {.name = "streaming_upload", .routes = routes});
}
