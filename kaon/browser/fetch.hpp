// fetch: asks a server, from the browser.
//
//   FetchResponse answer = co_await fetch({.url = "/api/users/7"});
//   if (answer.status == 404) ...
//   co_await timeout(5s, fetch({.method = "POST",
//                               .url = "/api/users",
//                               .fields = {{"content-type", "application/json"}},
//                               .body = json::write(user)}));
//
// Every status is an answer. Errors: Errc::unavailable when no answer came (the network, a refused cross-origin
// request; the browser's reason is the detail), Errc::too_large beyond `body_limit`, Errc::invalid for a field that no
// message can have, Errc::cancelled. Cancellation, also with the owner of a spawned Task, aborts the request.
// Redirects are followed; cookies go to the page's own origin. Where no browser is, an Environment's Transport answers.
// Threads: the page's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

struct FetchField {
    std::string name;
    std::string value;
};

struct FetchRequest {
    std::string method = "GET";
    std::string url{};
    std::vector<FetchField> fields{};
    std::string body{};
    std::uint64_t body_limit = 8 * 1024 * 1024;  // of the answer, in bytes
};

struct FetchResponse {
    int status = 0;
    std::vector<FetchField> fields{};  // names in lower case
    std::string body{};

    bool ok() const { return status >= 200 && status < 300; }
    // Of the first field with this name, given in lower case.
    std::optional<std::string_view> field(std::string_view name) const [[clang::lifetimebound]];
};

Task<FetchResponse> fetch(FetchRequest request);

namespace browser {

// Who carries requests: the browser, or a test that answers in-process.
class Transport {
public:
    virtual Task<FetchResponse> send(FetchRequest request) = 0;

protected:
    ~Transport() = default;
};

}  // namespace browser

}  // namespace kaon::inline v0
